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
    const facts = page.querySelector("[data-facts]"); // how long and how much, with what is chosen
    if (facts) document.querySelector("[data-facts]")?.replaceWith(facts);
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
