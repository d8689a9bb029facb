/* Pages where a visitor does something: what they share, and do without script too. */

/* A second tap sends nothing: the first one is on its way. Going back makes the button work again. */
for (const sent of document.querySelectorAll("form[data-once]")) {
  let busy = false;
  sent.addEventListener("submit", (event) => {
    if (busy) event.preventDefault();
    busy = true;
  });
  addEventListener("pageshow", () => { busy = false; });
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.done;
  });
}

document.querySelector("[data-error-summary]")?.focus();
