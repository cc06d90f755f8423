// Walks through a list marked data-list: j and k move, x chooses, Enter opens. Entries are its rows or items
// (or, where it is neither table nor list, what is marked data-item).

const lists = () => document.querySelector("[data-list]");
const entries = (list) => [...list.querySelectorAll("tbody > tr, :scope > li, :scope > [data-item]")];
const isTyping = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]");

function mark(list, entry) {
  list.querySelector("[data-current]")?.removeAttribute("data-current");
  entry.setAttribute("data-current", "");
  (entry.querySelector("[data-open]") ?? entry.querySelector("a[href]"))?.focus({ preventScroll: true });
  entry.scrollIntoView({ block: "nearest" });
}

function move(list, step) {
  const all = entries(list);
  if (!all.length) return;
  const at = all.findIndex((entry) => entry.hasAttribute("data-current"));
  mark(list, all[Math.max(0, Math.min(all.length - 1, at + step))]);
}

document.addEventListener("keydown", (event) => {
  const list = lists();
  if (!list || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const current = list.querySelector("[data-current]");
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    move(list, event.key === "j" ? 1 : -1);
  } else if (event.key === "x" && current) {
    current.querySelector("input[type=checkbox]")?.click();
  } else if (event.key === "Enter" && current && event.target === document.body) {
    (current.querySelector("[data-open]") ?? current.querySelector("a[href]"))?.click();
  }
});
