"""The sixteen named inks and an owner's brand colour, made readable by construction.

Pure. Owners choose a hue; the house sets the lightness, so contrast cannot fail (cards 25).
"""

from dataclasses import dataclass

from cards.colour import READABLE, NotAColour, contrast, from_oklch, parse_hex, to_oklch

LIGHT_ACT, DARK_ACT = 0.42, 0.78  # OKLCH lightness that reads on every light, and on every dark, surface
_LIGHT_CHROMA, _DARK_CHROMA = 0.15, 0.11
_INK_ON_EDGE, _PAPER_ON_EDGE = "#182239", "#fdfefb"
_BLACK, _WHITE = "#000000", "#ffffff"


@dataclass(frozen=True)
class Ink:
    """A name owners see and its OKLCH hue in degrees."""

    name: str
    hue: float


INKS = {
    name: Ink(name, hue)
    for name, hue in (
        ("oxblood", 15),
        ("brick", 35),
        ("rust", 50),
        ("umber", 65),
        ("ochre", 85),
        ("olive", 110),
        ("moss", 130),
        ("bottle", 155),
        ("verdigris", 180),
        ("teal", 200),
        ("petrol", 220),
        ("denim", 240),
        ("ultramarine", 265),
        ("violet", 290),
        ("plum", 320),
        ("rose", 350),
    )
}


@dataclass(frozen=True)
class Shades:
    """Hex values of one ink or brand colour on light and on dark stock.

    `act` is for links and filled buttons, `edge` for the painted edge and large fills, `on_edge` for text on these.
    """

    act_light: str
    act_dark: str
    edge_light: str
    edge_dark: str
    on_edge_light: str
    on_edge_dark: str


def shades(colour: Ink | str) -> Shades:
    """An ink, or a brand colour as `#rrggbb` (else `NotAColour`).

    A brand colour keeps hue and chroma for what must be read, and stays untouched on the edge.
    """
    if isinstance(colour, Ink):
        light = from_oklch(LIGHT_ACT, _LIGHT_CHROMA, colour.hue)
        dark = from_oklch(DARK_ACT, _DARK_CHROMA, colour.hue)
        return Shades(light, dark, light, dark, text_on(light), text_on(dark))
    brand = parse_hex(colour)
    _, chroma, hue = to_oklch(brand)
    on_brand = text_on(brand)
    return Shades(
        act_light=from_oklch(LIGHT_ACT, chroma, hue),
        act_dark=from_oklch(DARK_ACT, chroma, hue),
        edge_light=brand,
        edge_dark=brand,
        on_edge_light=on_brand,
        on_edge_dark=on_brand,
    )


def bad_brand(text: str) -> bool:
    """Whether an owner's colour is anything but `#rrggbb` (A09)."""
    try:
        parse_hex(text)
    except NotAColour:
        return True
    return False


def text_on(fill: str) -> str:
    """The house's ink or paper, whichever reads better on a fill; black or white where neither reaches 4.5:1."""
    best = max((_INK_ON_EDGE, _PAPER_ON_EDGE), key=lambda text: contrast(text, fill))
    if contrast(best, fill) >= READABLE:
        return best
    return max((_BLACK, _WHITE), key=lambda text: contrast(text, fill))
