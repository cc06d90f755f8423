// Choosing several entries of a form marked data-bulk: how many, all of the page, a stretch of them with Shift,
// and then all that the filters find (data-bulk-everything).

let last = null;

const items = (form) => [...form.querySelectorAll("[data-bulk-item]")];

function show(form) {
  const all = items(form);
  const chosen = all.filter((item) => item.checked).length;
  const master = form.querySelector("[data-bulk-all]");
  if (master) {
    master.checked = chosen > 0 && chosen === all.length;
    master.indeterminate = chosen > 0 && chosen < all.length;
  }
  form.querySelectorAll("[data-bulk-bar]").forEach((bar) => (bar.hidden = chosen === 0));
  form.querySelectorAll("[data-bulk-count]").forEach((place) => {
    const pattern = chosen === 1 ? place.dataset.one : place.dataset.many;
    place.textContent = (pattern ?? "%n").replace("%n", chosen);
  });
  form.querySelectorAll("[data-bulk-everything]").forEach((offer) => {
    offer.hidden = !all.length || chosen < all.length;
    if (offer.hidden) offer.querySelectorAll("input").forEach((box) => (box.checked = false));
  });
}

function stretch(form, item) {
  const all = items(form);
  const [from, to] = [all.indexOf(last), all.indexOf(item)].sort((a, b) => a - b);
  if (from >= 0) for (const between of all.slice(from, to + 1)) between.checked = item.checked;
}

document.addEventListener("click", (event) => {
  const item = event.target.closest?.("[data-bulk-item]");
  const form = event.target.closest?.("[data-bulk]");
  if (!form) return;
  if (item) {
    if (event.shiftKey && last) stretch(form, item);
    last = item;
  } else if (event.target.matches("[data-bulk-all]")) {
    for (const each of items(form)) each.checked = event.target.checked;
  } else {
    return;
  }
  show(form);
});

const showAll = () => document.querySelectorAll("[data-bulk]").forEach(show);
document.addEventListener("htmx:afterSettle", showAll);
addEventListener("pageshow", showAll);
