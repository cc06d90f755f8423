// One box that finds anything: opened by Ctrl-K, / or a link marked data-palette; walked through by arrow keys.

const palette = () => document.getElementById("palette");
const input = () => palette().querySelector("input");
const rows = () => [...palette().querySelectorAll(".palette__results a")];

function open() {
  if (!palette()) return false;
  if (!palette().open) palette().showModal();
  input().focus();
  input().select();
  if (!rows().length && window.htmx) htmx.trigger(input(), "fill");
  return true;
}

function move(step) {
  const all = [input(), ...rows()];
  const at = Math.max(0, all.indexOf(document.activeElement));
  all[(at + step + all.length) % all.length].focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-palette]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || !open()) return;
  event.preventDefault();
});

document.addEventListener("open-palette", open);

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
    if (open()) event.preventDefault();
    return;
  }
  if (!palette()?.open || event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && event.target === input() && rows().length) {
    event.preventDefault();
    rows()[0].click();
  } else if (event.key === "Escape") {
    event.preventDefault(); // else the browser only empties the box
    palette().close();
  } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.target !== input()) {
    input().focus();
  }
});

// A link that opens in a dialog of its own must not open beneath this one.
document.addEventListener("click", (event) => {
  if (event.target.closest("#palette a[data-dialog]")) palette().close();
}, true);
