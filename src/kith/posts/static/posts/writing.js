// Writing: @ and some letters offer names of members; what was sent leaves its field, and comes back if it was not taken.

const WAIT = 150;
const AT = /(?:^|[^\p{L}\p{N}@.])@([\p{L}][\p{L}\p{N}'’. -]{0,40})$/u;
let timer = 0;

function listOf(field) {
  let list = document.getElementById("mention-names");
  if (!list) {
    list = document.createElement("ul");
    list.id = "mention-names";
    list.className = "mentions";
    list.setAttribute("role", "listbox");
  }
  if (field && list.previousElementSibling !== field) field.after(list);
  return list;
}

function close() {
  const field = document.querySelector("[aria-controls=mention-names]");
  field?.removeAttribute("aria-activedescendant");
  field?.removeAttribute("aria-controls");
  document.getElementById("mention-names")?.remove();
}

const typed = (field) => AT.exec(field.value.slice(0, field.selectionStart))?.[1];

async function offer(field) {
  const name = typed(field);
  if (!name) return close();
  const answer = await fetch(`${field.dataset.mentions}?q=${encodeURIComponent(name)}`);
  if (!answer.ok || typed(field) !== name) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("li");
  if (!found.length) return close();
  const list = listOf(field);
  list.setAttribute("aria-label", field.dataset.members);
  list.replaceChildren(...found);
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-autocomplete", "list");
  choose(field, 0);
}

function choose(field, step) {
  const options = [...listOf(field).children];
  const now = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const next = step ? (now + step + options.length) % options.length : 0;
  options.forEach((option, number) => option.setAttribute("aria-selected", number === next));
  field.setAttribute("aria-activedescendant", options[next].id);
}

function take(field, option) {
  const end = field.selectionStart;
  const start = end - typed(field).length;
  field.setRangeText(`${option.dataset.name} `, start, end, "end");
  close();
  field.focus();
}

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-mentions]")) return;
  clearTimeout(timer);
  timer = setTimeout(() => offer(event.target), WAIT);
});

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!field.matches?.("[aria-controls=mention-names]") || event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const chosen = document.querySelector("#mention-names [aria-selected=true]");
  if (step) choose(field, step);
  else if (["Enter", "Tab"].includes(event.key) && !event.ctrlKey && !event.metaKey && chosen) take(field, chosen);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
});

document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest?.("#mention-names > li");
  if (!option) return;
  event.preventDefault();
  take(document.querySelector("[aria-controls=mention-names]"), option);
});

document.addEventListener("focusout", (event) => {
  if (event.target.matches?.("[aria-controls=mention-names]")) close();
});

// Forms marked data-say: htmx has taken the fields when it is about to send.
document.addEventListener("htmx:beforeSend", (event) => {
  const form = event.target;
  if (!form.matches?.("[data-say]")) return;
  form.dataset.sent = form.elements.text.value;
  form.elements.text.value = "";
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target;
  if (!form.matches?.("[data-say]")) return;
  if (event.detail.successful) form.elements.pictures.value = "";
  else if (!form.elements.text.value) form.elements.text.value = form.dataset.sent ?? "";
  delete form.dataset.sent;
});
