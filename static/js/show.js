// The code on the whole screen: awake and without the browser's frame where the device can; looked for while drawn.
import "./menus.js";

const show = document.querySelector("[data-show]");
const full = show.querySelector("[data-fullscreen]");
const awake = show.querySelector("[data-awake]");
let lock = null;

const pressed = (button) => button.getAttribute("aria-pressed") === "true";
const press = (button, on) => button.setAttribute("aria-pressed", String(on));

async function keepAwake() {
  try {
    lock = await navigator.wakeLock.request("screen");
    press(awake, true);
  } catch { // saving power, or not looked at
    press(awake, false);
    awake.textContent = awake.dataset.refused;
  }
}

async function letSleep() {
  press(awake, false);
  await lock?.release();
  lock = null;
}

if (document.fullscreenEnabled) {
  full.hidden = false;
  full.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  });
  document.addEventListener("fullscreenchange", () => press(full, Boolean(document.fullscreenElement)));
}

if ("wakeLock" in navigator) {
  awake.hidden = false;
  awake.addEventListener("click", () => (pressed(awake) ? letSleep() : keepAwake()));
  document.addEventListener("visibilitychange", () => { // the browser lets go whenever the page is left
    if (pressed(awake) && document.visibilityState === "visible") keepAwake();
  });
}

if ("waits" in show.dataset) setTimeout(() => location.reload(), 2000);

/* Closing leads back to where one came from; opened by an address of its own, to the card. */
document.querySelector(".show-close")?.addEventListener("click", (event) => {
  if (!document.referrer.startsWith(location.origin)) return;
  event.preventDefault();
  history.back();
});
