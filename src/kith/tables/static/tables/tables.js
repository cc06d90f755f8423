// Round tables: names that can be dragged between tables, clocks that go, and the wall of the hall, which keeps itself new.

let dragged = "";

document.addEventListener("dragstart", (event) => {
  const person = event.target.closest?.("[data-diner]");
  if (!person) return;
  dragged = person.dataset.diner;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", person.textContent.trim());
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const table = event.target.closest?.("[data-table]");
    if (!dragged || !table) return;
    event.preventDefault();
    table.toggleAttribute("data-over", kind === "dragover");
    if (kind === "drop") drop(table, event.target.closest("[data-diner]")?.dataset.diner ?? "");
  });
}

document.addEventListener("dragend", () => {
  dragged = "";
});

// Sends the form that moves somebody without a mouse as well.
function drop(table, onto) {
  const form = document.getElementById("move");
  const home = document.querySelector(`[data-diner="${dragged}"]`)?.closest("[data-table]");
  if (!form || home === table) return;
  form.elements.diner.value = dragged;
  form.elements.table.value = table.dataset.table;
  form.elements.swap.value = home ? onto : "";
  dragged = "";
  form.requestSubmit();
}

// Every screen shows the same: the end and the server's own moment stand in the page, whatever its own clock says.
const ahead = new WeakMap();

function tick() {
  for (const clock of document.querySelectorAll("[data-clock][data-ends]")) {
    if (!ahead.has(clock)) ahead.set(clock, Date.now() - Number(clock.dataset.now));
    const left = Math.max(0, Math.round((Number(clock.dataset.ends) - Date.now() + ahead.get(clock)) / 1000));
    const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    const face = clock.querySelector("[data-clock-time]");
    if (face.textContent !== text) face.textContent = text;
    clock.querySelector("[data-clock-over]").hidden = left > 0;
  }
}

async function renew() {
  const wall = document.querySelector("[data-wall]");
  try {
    const answer = await fetch(`?seen=${encodeURIComponent(wall.dataset.wall)}`);
    if (answer.status === 200) wall.outerHTML = await answer.text();
  } catch {
    // The hall's network is away for a moment; the clock goes on, and the next turn tries again.
  }
}

tick();
setInterval(tick, 250);
if (document.querySelector("[data-wall]")) setInterval(renew, 3000);
