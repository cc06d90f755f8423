// Counts down the parts of an agenda on a meeting's timer page; the page holds all that it needs, so no network is asked.

const seconds = (part) => Number(part.dataset.minutes) * 60;
const shown = (left) => `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;

function begin(root) {
  const find = (name) => root.querySelector(`[data-timer-${name}]`);
  const parts = [...root.querySelectorAll("[data-minutes]")];
  const [clock, now, start] = [find("clock"), find("now"), find("start")];
  const startWord = start.textContent;
  let place = 0;
  let ends = 0; // the moment at which the present part is over, while it runs
  let left = seconds(parts[0]);

  const draw = () => {
    parts.forEach((part, index) => part.setAttribute("aria-current", index === place ? "step" : "false"));
    const words = place < parts.length ? parts[place].querySelector("[data-timer-name]").textContent : find("parts").dataset.over;
    if (now.textContent !== words) now.textContent = words;
    clock.textContent = shown(Math.max(left, 0));
    start.textContent = ends ? start.dataset.pause : startWord;
  };
  const go = (to, running) => {
    place = to;
    left = to < parts.length ? seconds(parts[to]) : 0;
    ends = running && left ? Date.now() + left * 1000 : 0;
    draw();
  };
  start.addEventListener("click", () => {
    if (!ends && place >= parts.length) go(0, false);
    ends = ends ? 0 : Date.now() + left * 1000;
    draw();
  });
  find("next").addEventListener("click", () => go(Math.min(place + 1, parts.length), Boolean(ends)));
  find("again").addEventListener("click", () => go(0, false));
  setInterval(() => {
    if (!ends) return;
    left = Math.ceil((ends - Date.now()) / 1000);
    if (left > 0) draw();
    else go(place + 1, true);
  }, 250);
  find("controls").hidden = false;
  draw();
}

document.querySelectorAll("[data-round-timer]").forEach((root) => {
  if (root.querySelector("[data-minutes]")) begin(root);
});
