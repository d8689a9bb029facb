// Rows and blocks can be dragged by their grip; the order is written into the form and saved like any change.
import Sortable from "../vendor/sortable.js";

const made = new WeakSet();

function write(list) {
  [...list.children].forEach((entry, position) => {
    const order = entry.querySelector("input[name$='-ORDER']");
    if (order) order.value = String(position + 1);
  });
}

export function sortable(form) {
  for (const list of form.querySelectorAll("[data-sort]")) {
    if (made.has(list)) continue;
    made.add(list);
    Sortable.create(list, {
      handle: ".grip",
      forceFallback: true, // the same by mouse and by touch
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      onEnd: (event) => {
        if (event.oldIndex === event.newIndex) return;
        write(list);
        list.dispatchEvent(new Event("input", { bubbles: true }));
        list.dispatchEvent(new Event("change", { bubbles: true }));
      },
    });
  }
}
