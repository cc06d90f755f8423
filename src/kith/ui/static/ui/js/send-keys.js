// Ctrl-Enter (or Cmd-Enter) in any field of a form marked data-send-keys sends it, as its first button would.

document.addEventListener("keydown", (event) => {
  const form = event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest?.("form[data-send-keys]");
  if (!form || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button[type=submit]"));
});
