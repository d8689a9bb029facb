// A button that opens the browser's own print dialogue; without script it is not shown, and the menu does the same.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
