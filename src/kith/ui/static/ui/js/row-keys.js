// In a list marked data-list: l logs a touch with the entry under the bar (data-log), e edits it (data-edit of the list).
// A menu (details.menu) closes on Escape and on a press beside it.

const isTyping = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]");

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  const current = document.querySelector("[data-list] [data-current]");
  if (!current || isTyping(event.target)) return;
  if (event.key === "l") {
    current.querySelector("[data-log]")?.click();
  } else if (event.key === "e" && current.closest("[data-list]").dataset.edit) {
    location.assign(new URL(current.closest("[data-list]").dataset.edit, current.querySelector("[data-open]").href));
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
