// Forms: the focus goes to the summary of what is wrong; the browser's zone fills its quiet field.

function look(root) {
  root.querySelector("[data-error-summary]")?.focus();
  for (const field of root.querySelectorAll("[data-guess-zone]")) {
    field.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone || "";
  }
}

look(document);
document.addEventListener("htmx:afterSettle", (event) => look(event.target));
