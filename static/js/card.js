/* A card's page, made nicer: everything here works without it too (cards 7, 27, 57). */

/* A visit through a labelled code: the saved contact learns where you met, the address bar forgets it. */
function carryCode() {
  const address = new URL(location.href);
  const code = address.searchParams.get("via");
  if (code === null) return;
  address.searchParams.delete("via");
  history.replaceState(history.state, "", address);
  if (!/^[0-9a-z]{7}$/i.test(code)) return;
  for (const link of document.querySelectorAll("a[data-act=save], a[data-via]")) {
    const contact = new URL(link.href);
    contact.searchParams.set("via", code);
    link.href = contact;
  }
}

/* Inside another app's own browser, which may not save contacts. */
function warnInside() {
  const notice = document.querySelector("[data-inside]");
  if (notice) notice.hidden = !new RegExp(notice.dataset.inside).test(navigator.userAgent);
}

/* Says for a moment that something was copied, in place and to screen readers. */
function say(place, word) {
  const before = place.textContent;
  if (before === word) return;
  place.textContent = word;
  place.parentElement.classList.add("done");
  setTimeout(() => {
    place.textContent = before;
    place.parentElement.classList.remove("done");
  }, 2000);
}

async function copy(text, place, word) {
  try {
    await navigator.clipboard.writeText(text);
    say(place, word);
  } catch {
    getSelection().selectAllChildren(place.closest("[data-copy], .share-body") ?? place);
  }
}

function offerSharing() {
  const row = document.querySelector("[data-share]");
  if (!row) return;
  const { share: url, title } = row.dataset;
  const sheet = row.querySelector("[data-do=sheet]");
  const link = row.querySelector("[data-do=copy]");
  if (navigator.share) {
    sheet.parentElement.hidden = false;
    sheet.addEventListener("click", () => navigator.share({ url, title }).catch(() => {}));
  }
  if (navigator.clipboard) {
    link.parentElement.hidden = false;
    link.addEventListener("click", () => copy(url, link.querySelector("[data-words]"), link.dataset.done));
  }
}

/* Opened at the foot of a small screen, the panel would lie below it. */
function bringIntoSight() {
  const panel = document.querySelector(".share");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  panel?.addEventListener("toggle", () => {
    if (panel.open) panel.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  });
}

function copyButton(value, name, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "row-copy";
  button.title = `${words.copyWord}: ${name}`;
  button.innerHTML = '<svg class="icon" aria-hidden="true"><use href="#copy"/></svg><span class="unseen" aria-live="polite"></span>';
  const place = button.lastElementChild;
  place.textContent = button.title;
  button.addEventListener("click", () => copy(value, place, words.copiedWord));
  return button;
}

function offerCopying() {
  if (!navigator.clipboard) return;
  for (const list of document.querySelectorAll("[data-copy-word]")) {
    for (const row of list.querySelectorAll("[data-copy]")) {
      const name = row.querySelector(".row-label").textContent;
      row.append(copyButton(row.dataset.copy, name, list.dataset));
    }
  }
}

/* The next free times are never remembered with the page: they are asked for, on the visitor's own clock. */
async function showNextTimes(place) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const onTheirClock = new URL(place.dataset.live, location.href);
  if (zone) onTheirClock.searchParams.set("zone", zone);
  for (const address of new Set([onTheirClock.href, new URL(place.dataset.live, location.href).href])) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) {
      place.innerHTML = await answer.text();
      return;
    }
  }
}

carryCode();
warnInside();
offerSharing();
bringIntoSight();
offerCopying();
document.querySelectorAll("[data-live]").forEach(showNextTimes);
