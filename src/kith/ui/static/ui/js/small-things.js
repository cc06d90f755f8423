// Fields that know the browser's time zone, forms that send themselves, texts that can be copied, files dropped, tabs in view.

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

// The tab of this page, where the tabs are one line that is pushed sideways.
function showTab(root) {
  root.querySelectorAll?.(".tabs > [aria-current]").forEach((tab) => {
    const row = tab.parentElement;
    if (row.scrollWidth > row.clientWidth) row.scrollLeft = tab.offsetLeft - row.offsetLeft - row.clientWidth / 3;
  });
}

document.addEventListener("htmx:load", (event) => fillTimeZones(event.target));
fillTimeZones(document);
showTab(document);
