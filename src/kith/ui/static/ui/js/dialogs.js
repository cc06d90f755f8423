// Opens what a link marked data-dialog leads to in the page's dialog; without this module it is a link to a page.

const dialog = () => document.getElementById("dialog");

async function open(link) {
  if (!dialog() || !window.htmx) {
    location.assign(link.href);
    return;
  }
  await htmx.ajax("GET", link.href, { source: "#dialog-body", target: "#dialog-body", swap: "innerHTML" });
  if (!dialog().open && document.getElementById("dialog-body").childElementCount) dialog().showModal();
  focusFirst();
}

function focusFirst() {
  const body = document.getElementById("dialog-body");
  const title = body.querySelector("h1, h2");
  if (title) dialog().setAttribute("aria-label", title.textContent.trim());
  (body.querySelector("[autofocus]") ?? body.querySelector("input:not([type=hidden]), textarea, select"))?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  open(link);
});

// A press beside a dialog closes it, unless something was typed into it.
document.addEventListener("pointerdown", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLDialogElement) || !box.open) return;
  const edge = box.getBoundingClientRect();
  const inside = event.clientX >= edge.left && event.clientX <= edge.right && event.clientY >= edge.top && event.clientY <= edge.bottom;
  const typed = [...box.querySelectorAll("input:not([type=hidden]):not([type=search]), textarea")].some((field) => field.value !== field.defaultValue);
  if (!inside && !typed) box.close();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dialog-close]");
  if (!button) return;
  event.preventDefault();
  button.closest("dialog")?.close();
});

// The server says "HX-Trigger: close-dialog" when what the dialog was for is done.
document.addEventListener("close-dialog", () => dialog()?.close());
document.addEventListener("close", (event) => {
  if (event.target === dialog()) document.getElementById("dialog-body").replaceChildren();
}, true);
