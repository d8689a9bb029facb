// Forms: the focus goes to the summary of what is wrong; the browser's zone fills its quiet field; a proposal its field.

function look(root) {
  root.querySelector("[data-error-summary]")?.focus();
  root.querySelectorAll("[data-guess-zone]").forEach(guessZone);
}

// A list of zones begins with our own guess: what the browser knows is better, unless its clock is hidden.
function guessZone(field) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
  if (!field.options) field.value ||= zone;
  else if (zone !== "UTC" && [...field.options].some((option) => option.value === zone)) field.value = zone;
}

look(document);
document.addEventListener("htmx:afterSettle", (event) => look(event.target));

// Who corrects a field need not look at its old error.
document.addEventListener("input", ({ target }) => {
  if (target.ariaInvalid !== "true" || target.closest(".editor")) return;
  target.removeAttribute("aria-invalid");
  document.getElementById(`${target.id}_error`)?.remove();
});

// Without script the same button sends the form with the proposal.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-fills]");
  const field = button?.form.querySelector(`input[name="${button.dataset.fills}"]`);
  if (!field) return;
  event.preventDefault();
  field.value = button.value;
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// What was typed in a form that asks for it is not left without a question.
let unsaved = false;
document.addEventListener("input", ({ target }) => { unsaved ||= Boolean(target.form?.matches("[data-unsaved]")); });
document.addEventListener("submit", () => { unsaved = false; });
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
