// Puts a signature on the clipboard as mail programs take it: with its layout, and as words for those without.
const MOMENT = 2000;

async function copyRich(button) {
  const says = button.querySelector("[data-says]");
  const before = says.textContent;
  const part = (id, type) => new Blob([document.getElementById(id).value], { type });
  const item = new ClipboardItem({
    "text/html": part(button.dataset.copyRich, "text/html"),
    "text/plain": part(button.dataset.plain, "text/plain"),
  });
  try {
    await navigator.clipboard.write([item]);
    says.textContent = button.dataset.done;
  } catch {
    says.textContent = button.dataset.failed;
  }
  setTimeout(() => { says.textContent = before; }, MOMENT);
}

if (navigator.clipboard?.write && "ClipboardItem" in window) {
  for (const button of document.querySelectorAll("[data-copy-rich]")) {
    button.hidden = false;
    button.addEventListener("click", () => copyRich(button));
  }
}
