"""Paper: the house's colour tokens, the stocks a card can be printed on, and a card's own style element.

Pure. A stock names a tint; texts, controls and the ink are moved in lightness until they read on its darkest or
lightest surface, so no choice of an owner makes a card hard to read (cards 24, 25).
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from cards.colour import READABLE, contrast, from_oklch, to_oklch
from cards.inks import Ink, shades

Scheme = Literal["auto", "light", "dark"]
Oklch = tuple[float, float, float]
Tokens = dict[str, str]

SEEN = 3.0  # borders of controls
_STEP = 0.005

_LIGHT: dict[str, Oklch] = {
    "stock": (0.972, 0.006, 110),
    "sheet": (0.995, 0.003, 110),
    "well": (0.94, 0.009, 110),
    "ink": (0.255, 0.045, 265),
    "ink-soft": (0.43, 0.035, 265),
    "ink-faint": (0.52, 0.028, 265),
    "line-strong": (0.62, 0.02, 110),
    "line": (0.87, 0.012, 110),
    "act": (0.42, 0.15, 265),
    "edge": (0.80, 0.16, 80),
    "ok": (0.45, 0.105, 155),
    "warn": (0.48, 0.103, 70),
    "bad": (0.48, 0.17, 25),
}
_DARK: dict[str, Oklch] = {
    "stock": (0.185, 0.016, 265),
    "sheet": (0.225, 0.018, 265),
    "well": (0.155, 0.014, 265),
    "ink": (0.955, 0.008, 110),
    "ink-soft": (0.80, 0.012, 110),
    "ink-faint": (0.69, 0.015, 110),
    "line-strong": (0.54, 0.025, 265),
    "line": (0.33, 0.02, 265),
    "act": (0.78, 0.11, 265),
    "edge": (0.80, 0.15, 80),
    "ok": (0.79, 0.13, 155),
    "warn": (0.82, 0.13, 80),
    "bad": (0.76, 0.14, 25),
}


def _house(table: dict[str, Oklch], on_edge: str) -> Tokens:
    tokens = {name: from_oklch(*value) for name, value in table.items()}
    return tokens | {"on-act": tokens["stock"], "on-edge": tokens[on_edge]}


TOKENS_LIGHT = _house(_LIGHT, on_edge="ink")
TOKENS_DARK = _house(_DARK, on_edge="stock")


@dataclass(frozen=True)
class Stock:
    """A paper tone: OKLCH of the page by day and by night; `always_dark` papers have no day."""

    name: str
    day: Oklch
    night: Oklch
    always_dark: bool = False


STOCKS = {
    stock.name: stock
    for stock in (
        Stock("white", (0.992, 0.0, 110), (0.175, 0.004, 265)),
        Stock("ivory", (0.972, 0.014, 95), (0.19, 0.01, 90)),
        Stock("sand", (0.935, 0.026, 85), (0.205, 0.014, 70)),
        Stock("kraft", (0.865, 0.045, 75), (0.225, 0.022, 65)),
        Stock("sage", (0.945, 0.02, 145), (0.2, 0.016, 150)),
        Stock("mist", (0.958, 0.012, 235), (0.195, 0.018, 245)),
        Stock("blush", (0.952, 0.018, 15), (0.2, 0.016, 10)),
        Stock("blueprint", (0.33, 0.085, 255), (0.29, 0.075, 255), always_dark=True),
        Stock("night", (0.185, 0.016, 265), (0.155, 0.014, 265), always_dark=True),
    )
}


@lru_cache(maxsize=512)
def card_style(colour: Ink | str, stock: Stock, scheme: Scheme = "auto") -> str:
    """The text of the one style element of a card's page. `colour`: an ink, or a brand colour as `#rrggbb`.

    `auto` follows the reader's system; `light` and `dark` are for previews. Raises `NotAColour`.
    """
    day = _declared(card_tokens(colour, stock, dark=False))
    night = _declared(card_tokens(colour, stock, dark=True))
    by_day = "dark" if stock.always_dark else "light"
    if scheme == "light":
        return f":root{{color-scheme:{by_day};{day}}}"
    if scheme == "dark":
        return f":root{{color-scheme:dark;{night}}}"
    always = "dark" if stock.always_dark else "light dark"
    return f":root{{color-scheme:{always};{day}}}@media (prefers-color-scheme:dark){{:root{{{night}}}}}"


def card_tokens(colour: Ink | str, stock: Stock, *, dark: bool) -> Tokens:
    """Every colour of a card as hex, by token name."""
    on_dark = dark or stock.always_dark
    house = _DARK if on_dark else _LIGHT
    tokens = _surfaces(stock.night if dark else stock.day, on_dark=on_dark)
    papers = list(tokens.values())
    hue = stock.day[2]
    for name in ("ink", "ink-soft", "ink-faint", "ok", "warn", "bad"):
        tokens[name] = _until_it_reads(house[name], papers, READABLE, on_dark=on_dark)
    lightness, chroma, _ = house["line-strong"]
    tokens["line-strong"] = _until_it_reads((lightness, chroma, hue), papers, SEEN, on_dark=on_dark)
    tokens["line"] = _line(tokens["stock"], on_dark=on_dark)
    own = shades(colour)
    act, edge, on_edge = (
        (own.act_dark, own.edge_dark, own.on_edge_dark)
        if on_dark
        else (own.act_light, own.edge_light, own.on_edge_light)
    )
    tokens["act"] = _until_it_reads(to_oklch(act), papers, READABLE, on_dark=on_dark)
    return tokens | {"edge": edge, "on-act": tokens["stock"], "on-edge": on_edge}


def _surfaces(page: Oklch, *, on_dark: bool) -> Tokens:
    """Page, raised and inset: by day lighter is nearer, and so it is by night."""
    lightness, chroma, hue = page
    rise, sink = (0.04, -0.03) if on_dark else (0.023, -0.032)
    raised = min(lightness + rise, 1.0)
    return {
        "stock": from_oklch(lightness, chroma, hue),
        "sheet": from_oklch(raised, chroma if on_dark else chroma * 0.7, hue),
        "well": from_oklch(lightness + sink, chroma if on_dark else chroma * 1.4, hue),
    }


def _until_it_reads(start: Oklch, papers: list[str], least: float, *, on_dark: bool) -> str:
    """The colour itself where it reads on every paper, else darker (on dark paper lighter) by small steps."""
    lightness, chroma, hue = start
    colour = from_oklch(lightness, chroma, hue)
    while min(contrast(colour, paper) for paper in papers) < least and 0 < lightness < 1:
        lightness += _STEP if on_dark else -_STEP
        colour = from_oklch(min(max(lightness, 0.0), 1.0), chroma, hue)
    return colour


def _line(page: str, *, on_dark: bool) -> str:
    lightness, chroma, hue = to_oklch(page)
    return from_oklch(lightness + (0.145 if on_dark else -0.1), chroma + 0.006, hue)


def _declared(tokens: Tokens) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in tokens.items())
