// Fields that know the browser's time zone, forms that send themselves, texts that can be copied, files dropped.

function fillTimeZones(root) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  root.querySelectorAll?.("input[data-time-zone], select[data-time-zone]").forEach((field) => {
    if (zone && !field.value) field.value = zone;
  });
}

async function copy(button) {
  const source = document.querySelector(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
  if (button.dataset.copied) document.dispatchEvent(new CustomEvent("say", { detail: { text: button.dataset.copied } }));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});

// data-autosubmit on a form, or on one field of it: sent as soon as it changes.
document.addEventListener("change", (event) => {
  if (event.target.closest("[data-autosubmit]")) event.target.form?.requestSubmit();
});

// data-drop round a file field: files may be let fall anywhere on it.
for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = event.target.closest?.("[data-drop]");
    if (!zone) return;
    event.preventDefault();
    zone.toggleAttribute("data-over", kind === "dragover");
    const field = zone.querySelector("input[type=file]");
    if (kind !== "drop" || !event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

document.addEventListener("htmx:load", (event) => fillTimeZones(event.target));
fillTimeZones(document);
