/* A week that is wider than the window begins with today. */

const today = document.querySelector(".board-week .board-today");
if (today) {
  const frame = today.closest(".board-frame");
  const hours = frame.querySelector(".board-hours").getBoundingClientRect();
  const column = today.getBoundingClientRect();
  const mirrored = getComputedStyle(frame).direction === "rtl";
  frame.scrollLeft += mirrored ? column.right - hours.left : column.left - hours.right;
}
