/* What was pressed on a card, told beside the press, which waits for nothing and happens all the same (cards 64). */

const LONGEST = 200; /* letters of an address; audience/targets.py says the same */
const AWAY = 'a[href]:not([href^="/"]), a[download]';
const INSIDE = 'a[href*="/book"], a[href*="/shop"]';
const PRESSED = `[data-share] [data-do], ${AWAY}, ${INSIDE}`;

function tell({ target }) {
  const pressed = target.closest?.(PRESSED);
  if (!pressed) return;
  const way = pressed.dataset.do;
  const said = { kind: way ? "share" : "click", target: way ?? pressed.getAttribute("href").slice(0, LONGEST) };
  navigator.sendBeacon?.(`${location.pathname}/beacon`, JSON.stringify(said));
}

addEventListener("click", tell, { capture: true });
