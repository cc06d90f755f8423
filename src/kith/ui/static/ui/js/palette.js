// One box that finds anything: opened by Ctrl-K, / or a link marked data-palette; walked through by arrow keys.

const palette = () => document.getElementById("palette");
const input = () => palette().querySelector("input");
const rows = () => [...palette().querySelectorAll(".palette__results a")];

let answered = ""; // what was asked for to find the rows shown
let hasty = false; // Enter was pressed before its rows were there

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

// Opens the first row, once the rows are those of the words in the box.
function enter(event) {
  const isAnswered = input().value === answered;
  if (isAnswered && !rows().length) return; // the whole page of the search says more
  event.preventDefault();
  hasty = !isAnswered;
  if (isAnswered) rows()[0].click();
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "palette-results") return;
  answered = event.detail.requestConfig.parameters.q ?? "";
  if (hasty && input().value === answered) {
    hasty = false;
    rows()[0]?.click();
  }
});

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
  hasty = false;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && event.target === input()) {
    enter(event);
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
