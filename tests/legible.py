"""Contrast of every text of a page as it is really drawn: its colour against the pixels that lie behind it (cards 25).

axe leaves texts over gradients undecided; here the page is drawn once without its texts, and looked at.
"""

import io
from typing import Any, Final

from PIL import Image
from playwright.sync_api import Page

from cards.colour import contrast

LARGE: Final = 3.0
SMALL: Final = 4.5
WITHOUT_TEXTS: Final = """on => {
  if (!on) { document.adoptedStyleSheets = []; return; }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`*, ::before, ::after { -webkit-text-fill-color: transparent !important;
    text-decoration-color: transparent !important; text-shadow: none !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
TEXTS: Final = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const words = node.textContent.trim(), parent = node.parentElement;
    if (!words || parent.closest("[aria-hidden=true], [hidden], .unseen, script, style, svg, option")) continue;
    const style = getComputedStyle(parent);
    if (style.visibility !== "visible") continue;
    let opacity = 1;
    for (let one = parent; one; one = one.parentElement) opacity *= parseFloat(getComputedStyle(one).opacity);
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(box => box.width > 1 && box.height > 1)
      .map(box => [box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY]);
    const size = parseFloat(style.fontSize);
    if (boxes.length) found.push({
      words: words.slice(0, 60), boxes, opacity, colour: style.color.match(/[\\d.]+/g).map(Number),
      large: size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700),
    });
  }
  return found;
}"""


def illegible(page: Page) -> list[str]:
    """Texts below 4.5:1, large ones below 3:1, with what was measured."""
    texts = page.evaluate(TEXTS)
    page.evaluate(WITHOUT_TEXTS, True)
    drawn = Image.open(io.BytesIO(page.screenshot(full_page=True, animations="disabled"))).convert("RGB")
    page.evaluate(WITHOUT_TEXTS, False)
    assert texts
    measured = [(one["words"], _measured(one, drawn), LARGE if one["large"] else SMALL) for one in texts]
    return [f"{words!r}: {ratio:.2f} of {needed}" for words, ratio, needed in measured if ratio < needed]


def _measured(text: dict[str, Any], drawn: Image.Image) -> float:
    """Against what covers most of its lines: a rule or a dot that crosses a line does not decide."""
    return min(_against(text, drawn.crop([round(edge) for edge in box])) for box in text["boxes"])  # type: ignore[arg-type]


def _against(text: dict[str, Any], behind: Image.Image) -> float:
    if 0 in behind.size:  # outside the page
        return 21
    counted = sorted(behind.getcolors(behind.width * behind.height) or [], reverse=True)
    share, worst = 0, 21.0
    for count, ground in counted:
        assert isinstance(ground, tuple)
        red, green, blue = (
            round(mine * _alpha(text) + theirs * (1 - _alpha(text)))
            for mine, theirs in zip(text["colour"][:3], ground, strict=True)
        )
        worst = min(worst, contrast(f"#{red:02x}{green:02x}{blue:02x}", "#{:02x}{:02x}{:02x}".format(*ground)))
        share += count
        if share >= behind.width * behind.height * 0.6:
            break
    return worst


def _alpha(text: dict[str, Any]) -> float:
    colour = text["colour"]
    return float(text["opacity"] * (colour[3] if len(colour) > 3 else 1))
