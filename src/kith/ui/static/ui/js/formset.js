// Rows of a form that can be added: [data-formset=prefix] with a <template> of one row and a button [data-formset-add].

function add(set) {
  const total = set.querySelector(`[name="${set.dataset.formset}-TOTAL_FORMS"]`);
  const row = set.querySelector("template").content.firstElementChild.cloneNode(true);
  row.innerHTML = row.innerHTML.replaceAll("__prefix__", total.value).replaceAll("__number__", Number(total.value) + 1);
  total.value = Number(total.value) + 1;
  set.querySelector("[data-formset-rows]").append(row);
  if (window.htmx) htmx.process(row);
  row.querySelector("input:not([type=hidden]), select")?.focus();
}

document.addEventListener("click", (event) => {
  const set = event.target.closest("[data-formset-add]")?.closest("[data-formset]");
  if (set) add(set);
});
