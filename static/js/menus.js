// Menus are <details data-menu>: they open without script. With it, Escape and going elsewhere close them.

const open = () => document.querySelectorAll("details[data-menu][open]");

for (const going of ["click", "focusin"]) {
  document.addEventListener(going, (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
