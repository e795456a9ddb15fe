// Keeps what is typed in this browser until it was sent, through reloads and closed lids.

const prefix = "draft:";
const fields = (form) => [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.matches("textarea, input:not([type=file])"));

export function clearDraft(form) {
  if (form.dataset.draft) localStorage.removeItem(prefix + form.dataset.draft);
}

export function startDrafts() {
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const kept = JSON.parse(localStorage.getItem(prefix + form.dataset.draft) ?? "{}");
    for (const field of fields(form)) {
      if (!field.value && kept[field.name]) {
        field.value = kept[field.name];
        const fold = field.closest("details");
        if (fold) fold.open = true;
      }
    }
  }
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.dataset.draft) return;
    const typed = Object.fromEntries(fields(form).filter((field) => field.value).map((field) => [field.name, field.value]));
    if (Object.keys(typed).length === 0) clearDraft(form);
    else localStorage.setItem(prefix + form.dataset.draft, JSON.stringify(typed));
  });
}
