// The editor: what is unsaved, where the focus goes, which parts stand open, and Edit or Preview on small screens.
import "./editor_designs.js";
import "./editor_preview.js";
import { sortable } from "./editor_order.js";

const editor = document.querySelector(".editor");
const status = document.getElementById("editor-status");
const form = () => document.getElementById("card-form");
let typed = 0; // counts changes; `sent` is the count when a save began
let sent = 0;
let kept = 0;
let leaving = false;
let retry = 0;
const places = {}; // how far down each view was scrolled

document.addEventListener("input", (event) => {
  if (!form().contains(event.target)) return;
  typed += 1;
  say(editor.dataset.unsaved, false);
  const publish = document.getElementById("publish");
  for (const button of [publish, document.getElementById("undo")]) {
    if (button !== publish || publish.dataset.changed) button.removeAttribute("aria-disabled");
  }
  if (publish.dataset.changed) publish.textContent = publish.dataset.changed;
});
addEventListener("beforeunload", (event) => { if (typed !== kept && !leaving) event.preventDefault(); });
document.addEventListener("click", (event) => { if (event.target.closest("[data-leave]")) leaving = true; });

// The keys that the button names.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  document.getElementById("publish").click();
});

function say(words, unsaved) {
  status.classList.toggle("unsaved", unsaved);
  if (words) status.textContent = words;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target !== form()) return;
  sent = typed;
  document.getElementById("messages")?.replaceChildren(); // what was said of an earlier act
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target.id !== "card-form") return;
  const answer = event.detail.xhr.status;
  if (answer === 200) kept = sent;
  if (answer === 200) say("", false);
  else if (answer === 409 || answer === 422) say("", true);
  else say(editor.dataset.lost, true);
  clearTimeout(retry);
  if (answer === 0 || answer >= 500) retry = setTimeout(again, 5000);
});

// Once there is a connection again, what was typed is saved without being asked.
function again() {
  if (typed !== kept) form().dispatchEvent(new Event("change"));
}
addEventListener("online", again);

// Errors come out of band; their fields learn of them here.
function mark() {
  for (const place of form().querySelectorAll(".error[id]")) {
    const field = document.getElementById(place.id.replace(/_error$/, ""));
    const wrong = place.childElementCount > 0;
    if (field?.matches("input, select, textarea")) {
      if (wrong) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
    if (wrong) for (let part = place.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  }
}

// A form made anew keeps open what was open.
let open = [];
document.addEventListener("htmx:beforeSwap", () => {
  open = [...form().querySelectorAll("details[open]")].map((part) => part.id).filter(Boolean);
});

document.addEventListener("htmx:afterSettle", () => {
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  mark();
  sortable(form());
  if (form().contains(document.activeElement)) document.activeElement.scrollIntoView({ block: "nearest" });
  notice();
});

// What needs an answer is looked at, also by who was looking at the preview.
function notice() {
  const said = document.querySelector("[data-notice='']");
  if (!said) return;
  show("edit");
  said.focus();
}

// A link to a field opens the parts it lies in.
document.addEventListener("click", (event) => {
  const target = document.getElementById(event.target.closest("a[href^='#']")?.hash.slice(1) ?? "");
  if (!target || !form().contains(target)) return;
  event.preventDefault();
  show("edit");
  for (let part = target.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  target.focus();
});

function show(view) {
  places[editor.dataset.view] = scrollY;
  editor.dataset.view = view;
  scrollTo(0, places[view] ?? 0);
  for (const button of editor.querySelectorAll("[data-show]")) button.ariaPressed = String(button.dataset.show === view);
}

for (const button of editor.querySelectorAll("[data-show]")) button.addEventListener("click", () => show(button.dataset.show));
mark();
sortable(form());
notice();
