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

// Near the foot of the window, where a phone has its bar, a menu opens upwards; where it fits on neither side, it scrolls.
const BAR = 80;
const HEAD = 64;

document.addEventListener("toggle", (event) => {
  const list = event.target.matches?.("details[data-menu]") && event.target.querySelector(".menu-list");
  if (!list) return;
  list.classList.remove("menu-list-up");
  list.style.maxBlockSize = "";
  if (!event.target.open) return;
  const { top, height } = list.getBoundingClientRect();
  const below = innerHeight - BAR - top;
  const above = event.target.getBoundingClientRect().top - HEAD;
  if (height <= below) return;
  list.classList.toggle("menu-list-up", above > below);
  list.style.maxBlockSize = `${Math.max(above, below, BAR)}px`;
}, true);
