"""The designs an owner can choose, as data (cards 24; look.md). Pure.

A design names an arrangement of the face, a stock, a type pair, corner and rule style and density. Ink comes from the
document. All share one page; a design's own stylesheet is `css/card-<key>.css` and holds its face.
"""

from dataclasses import dataclass
from typing import Literal

Corners = Literal["sharp", "soft", "cut"]
Rules = Literal["hair", "double", "ledger", "heavy", "dashed", "none"]
Density = Literal["airy", "even", "close"]


def gettext_noop(text: str) -> str:
    """Marks a text for translation where it is shown."""
    return text


@dataclass(frozen=True)
class TypePair:
    """Display and text faces; `preload` is the one font file worth asking for early."""

    key: str
    preload: str


@dataclass(frozen=True)
class CardDesign:
    """`label` and `idea` are shown to owners through gettext. `cover` tells whether the face shows the cover."""

    key: str
    label: str
    idea: str
    stock: str
    pair: TypePair
    corners: Corners
    rules: Rules
    density: Density
    cover: bool = False

    @property
    def stylesheet(self) -> str:
        return f"css/card-{self.key}.css"


BOOK = TypePair("book", "vendor/schibsted.woff2")
FOIL = TypePair("foil", "vendor/bricolage.woff2")
TYPEWRITER = TypePair("typewriter", "vendor/schibsted.woff2")
POSTER = TypePair("poster", "vendor/bricolage.woff2")
GRID = TypePair("grid", "vendor/schibsted.woff2")
DRAFTING = TypePair("drafting", "vendor/schibsted.woff2")
SLAB = TypePair("slab", "vendor/schibsted.woff2")
TILL = TypePair("till", "vendor/schibsted.woff2")
LABEL = TypePair("label", "vendor/schibsted.woff2")
FLAP = TypePair("flap", "vendor/schibsted.woff2")
SIGN = TypePair("sign", "vendor/schibsted.woff2")
HAND = TypePair("hand", "vendor/schibsted.woff2")
STAMP = TypePair("stamp", "vendor/bricolage.woff2")

DESIGNS = {
    design.key: design
    for design in (
        CardDesign(
            "letterpress",
            gettext_noop("Letterpress"),
            gettext_noop("A visiting card: book type inside a pressed frame."),
            stock="ivory",
            pair=BOOK,
            corners="soft",
            rules="hair",
            density="airy",
        ),
        CardDesign(
            "night",
            gettext_noop("Black tie"),
            gettext_noop("Night stock with one line of foil and a monogram."),
            stock="night",
            pair=FOIL,
            corners="soft",
            rules="hair",
            density="airy",
        ),
        CardDesign(
            "ledger",
            gettext_noop("Ledger"),
            gettext_noop("A page of the account book: margin, lines, numbers."),
            stock="sand",
            pair=TYPEWRITER,
            corners="sharp",
            rules="ledger",
            density="close",
        ),
        CardDesign(
            "poster",
            gettext_noop("Poster"),
            gettext_noop("Your ink over the whole card, a large portrait, a loud name."),
            stock="white",
            pair=POSTER,
            corners="soft",
            rules="heavy",
            density="even",
            cover=True,
        ),
        CardDesign(
            "swiss",
            gettext_noop("Swiss"),
            gettext_noop("A strict grid with one square of ink."),
            stock="mist",
            pair=GRID,
            corners="sharp",
            rules="none",
            density="even",
        ),
        CardDesign(
            "blueprint",
            gettext_noop("Blueprint"),
            gettext_noop("A drawing: white lines on gridded blue, a title block for your name."),
            stock="blueprint",
            pair=DRAFTING,
            corners="sharp",
            rules="hair",
            density="even",
        ),
        CardDesign(
            "ticket",
            gettext_noop("Ticket"),
            gettext_noop("Admits one: a torn stub in your ink, a serrated edge."),
            stock="sand",
            pair=SLAB,
            corners="soft",
            rules="dashed",
            density="even",
        ),
        CardDesign(
            "receipt",
            gettext_noop("Receipt"),
            gettext_noop("A strip from the till, torn below, on the counter."),
            stock="sage",
            pair=TILL,
            corners="sharp",
            rules="dashed",
            density="close",
        ),
        CardDesign(
            "gallery",
            gettext_noop("Gallery"),
            gettext_noop("One framed picture on a lit wall, a small label beside it."),
            stock="white",
            pair=LABEL,
            corners="sharp",
            rules="hair",
            density="airy",
        ),
        CardDesign(
            "departures",
            gettext_noop("Departures"),
            gettext_noop("A split-flap board for who is booked by the hour."),
            stock="mist",
            pair=FLAP,
            corners="sharp",
            rules="hair",
            density="close",
        ),
        CardDesign(
            "window",
            gettext_noop("Shop window"),
            gettext_noop("A striped awning over the glass, your name painted on it."),
            stock="blush",
            pair=SIGN,
            corners="soft",
            rules="hair",
            density="even",
        ),
        CardDesign(
            "notebook",
            gettext_noop("Notebook"),
            gettext_noop("Dotted paper on a spiral, a name written by hand."),
            stock="ivory",
            pair=HAND,
            corners="soft",
            rules="dashed",
            density="even",
        ),
        CardDesign(
            "postage",
            gettext_noop("Postage"),
            gettext_noop("A stamp: perforated edges, one picture, a field of ink."),
            stock="kraft",
            pair=STAMP,
            corners="sharp",
            rules="hair",
            density="even",
        ),
    )
}
FIRST = "letterpress"


def design_named(key: str) -> CardDesign:
    """The design of that key; a design that no longer exists falls back to the first."""
    return DESIGNS.get(key, DESIGNS[FIRST])
