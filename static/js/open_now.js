/* Whether it is open now, by the clock of the card's own zone; the hours themselves are on the page without this. */

const DAY = 24 * 60;
const WEEK = 7 * DAY;
const NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/* Minutes since Monday 00:00, as the clock in that zone shows them. */
export function minuteOfWeek(now, zone) {
  const form = { timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const parts = {};
  for (const { type, value } of new Intl.DateTimeFormat("en-GB", form).formatToParts(now)) parts[type] = value;
  return NAMES.indexOf(parts.weekday) * DAY + Number(parts.hour) * 60 + Number(parts.minute);
}

/* Stretches from Monday on, those that touch made one; the last may reach into the next week. */
export function stretches(week) {
  const found = [];
  const all = week.flatMap((day, number) =>
    day.map(([start, end]) => [number * DAY + start, number * DAY + (end > start ? end : end + DAY)]));
  for (const [from, to] of all.sort((a, b) => a[0] - b[0])) {
    const last = found[found.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}

/* {open, at}: the minute of the week at which that changes; `at` is null for what never closes. */
export function state(week, minute) {
  const all = stretches(week);
  const around = all.flatMap(([from, to]) => [[from - WEEK, to - WEEK], [from, to], [from + WEEK, to + WEEK]]);
  let here = around.find(([from, to]) => from <= minute && minute < to);
  if (!here) return { open: false, at: Math.min(...around.map(([from]) => from).filter((from) => from > minute)) };
  let until = here[1];
  while ((here = around.find(([from, to]) => from <= until && until < to))) until = here[1];
  return { open: true, at: until - minute >= WEEK ? null : until };
}

function words(place, now) {
  const minute = minuteOfWeek(now, place.dataset.zone);
  const { open, at } = state(JSON.parse(place.dataset.week), minute);
  const day = Math.floor((((at ?? 0) % WEEK) + WEEK) % WEEK / DAY);
  const time = `${String(Math.floor(at / 60) % 24).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
  const today = Math.floor(minute / DAY);
  place.nextElementSibling.children[today].setAttribute("aria-current", "date");
  const { always, later, closed } = place.dataset;
  const said = open ? (at === null ? always : place.dataset.open) : Math.floor(at / DAY) === today ? later : closed;
  const name = place.nextElementSibling.children[day].firstElementChild.textContent;
  return said.replace("{time}", time).replace("{day}", name);
}

function show(place) {
  try {
    for (const row of place.nextElementSibling.children) row.removeAttribute("aria-current");
    place.textContent = words(place, new Date());
    place.classList.toggle("open", state(JSON.parse(place.dataset.week), minuteOfWeek(new Date(), place.dataset.zone)).open);
    place.hidden = false;
  } catch {
    place.hidden = true; // a browser that does not know the zone says nothing rather than something wrong
  }
}

if (typeof document !== "undefined") {
  const places = [...document.querySelectorAll("[data-week]")];
  places.forEach(show);
  setInterval(() => places.forEach(show), 30_000);
}
