/* Booking, made quicker: everything here works without it too. */

const times = () => document.querySelector("[data-times]");
const form = document.querySelector("[data-choices]");

/* Puts the times of an address in the place of those shown; the address bar follows, so that going back works. */
async function show(address) {
  const before = times();
  before.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const after = page.querySelector("[data-times]");
    if (!answer.ok || !after) throw new Error(answer.status);
    before.replaceWith(after);
    history.replaceState(history.state, "", address);
    const heard = document.querySelector("[data-heard]");
    if (heard) heard.textContent = heard.dataset.heard;
  } catch {
    before.removeAttribute("aria-busy"); // the button of the form still works
    document.documentElement.classList.remove("scripted");
  }
}

function chosen() {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) if (value) address.searchParams.append(name, value);
  return address;
}

function keepZone(zone) {
  if (form.elements.zone) form.elements.zone.value = zone;
  else form.insertAdjacentHTML("beforeend", `<input type="hidden" name="zone" value="${zone}">`);
}

/* The visitor's own clock, where the address does not say another. */
async function followClock() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const shown = times();
  if (!zone || shown.dataset.zone === zone || "zoneSaid" in shown.dataset) return;
  const address = new URL(location.href);
  address.searchParams.set("zone", zone);
  await show(address);
  if (times().dataset.zone === zone) keepZone(zone);
}

if (form && times()) {
  document.documentElement.classList.add("scripted");
  form.addEventListener("change", () => show(chosen()));
  followClock();
}

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
