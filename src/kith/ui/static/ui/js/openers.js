// Links marked data-text-from carry the text as it stands now in the field named, also after it was changed.

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-text-from]");
  if (!link) return;
  const text = document.querySelector(link.dataset.textFrom)?.value ?? "";
  link.href = link.href.replace(/body=[^&]*/, () => `body=${encodeURIComponent(text)}`);
});
