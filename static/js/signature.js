// Puts a signature on the clipboard as mail programs take it: with its layout, and as words for those without.
const MOMENT = 2000;
const written = (id) => document.getElementById(id).value;

// By the event, not by `navigator.clipboard.write`: that one cleans the HTML by this page's content policy,
// which knows no inline style, and a signature has nothing else.
function copy(html, text) {
  const fill = (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", text);
  };
  document.addEventListener("copy", fill);
  const done = document.execCommand("copy");
  document.removeEventListener("copy", fill);
  return done;
}

for (const button of document.querySelectorAll("[data-copy-rich]")) {
  const { copyRich, plain, done, failed } = button.dataset;
  const says = button.querySelector("[data-says]");
  const before = says.textContent;
  button.hidden = false;
  button.addEventListener("click", () => {
    says.textContent = copy(written(copyRich), written(plain)) ? done : failed;
    setTimeout(() => { says.textContent = before; }, MOMENT);
  });
}
