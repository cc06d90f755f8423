// Lets messages go after a while, but not while somebody points at them; says so when a request fails.

const SHORT = 6000;
const LONG = 20000;
const region = () => document.getElementById("toasts");
const timers = new WeakMap();

function leave(toast) {
  toast.setAttribute("data-leaving", "");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  setTimeout(() => toast.remove(), still ? 0 : 300);
}

function start(toast) {
  clearTimeout(timers.get(toast));
  timers.set(toast, setTimeout(() => leave(toast), toast.hasAttribute("data-toast-long") ? LONG : SHORT));
}

function say(text) {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.setAttribute("data-toast", "");
  const line = document.createElement("p");
  line.className = "toast__text";
  line.textContent = text;
  toast.append(line);
  region()?.append(toast);
}

function watch() {
  if (!region()) return;
  region().querySelectorAll("[data-toast]").forEach(start);
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) if (node.matches?.("[data-toast]")) start(node);
  }).observe(region(), { childList: true });
  // A modal dialog covers everything else, so messages move above it for as long as it is open.
  region().setAttribute("popover", "manual");
  region().showPopover?.();
}

document.addEventListener("toggle", (event) => {
  if (event.target instanceof HTMLDialogElement && event.newState === "open" && region()?.matches(":popover-open")) {
    region().hidePopover();
    region().showPopover();
  }
}, true);

for (const [enter, go] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
  document.addEventListener(enter, (event) => clearTimeout(timers.get(event.target.closest?.("[data-toast]"))));
  document.addEventListener(go, (event) => {
    const toast = event.target.closest?.("[data-toast]");
    if (toast) start(toast);
  });
}

document.addEventListener("click", (event) => {
  const toast = event.target.closest("[data-toast-close]")?.closest("[data-toast]");
  if (toast) leave(toast);
});

document.addEventListener("say", (event) => say(event.detail.value ?? event.detail.text ?? ""));
document.addEventListener("htmx:responseError", () => say(region()?.dataset.failed));
document.addEventListener("htmx:sendError", () => say(region()?.dataset.offline));

watch();
