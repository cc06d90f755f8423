// Keys that work on every page: / finds, c or + logs a touch, g and a letter goes to a page, ? shows them all.
// data-key names the keys that press a button or follow a link.

const PATIENCE = 1200;
let waiting = 0;

const isTyping = (target) => target.closest?.("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]");

function go(key) {
  waiting = 0;
  const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
  link?.click();
  return Boolean(link);
}

const press = (selector) => {
  const target = document.querySelector(selector);
  target?.click();
  return Boolean(target);
};

function act(key) {
  if (waiting && Date.now() - waiting < PATIENCE) return go(key);
  if (key === "g") {
    waiting = Date.now();
    return false;
  }
  if (key === "/") return press("[data-palette]");
  if (key === "c" || key === "+") return press('[aria-keyshortcuts="c"]');
  if (key === "?") {
    document.getElementById("keys")?.showModal();
    return true;
  }
  const marked = [...document.querySelectorAll(`[data-key~="${CSS.escape(key)}"]`)].pop();
  marked?.click();
  return Boolean(marked);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (act(event.key)) event.preventDefault();
});
