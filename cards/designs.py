"""The designs an owner can choose, as data (cards 24; look.md). Pure.

A design names an arrangement of the face, a stock, a type pair, corner and rule style and density. Ink comes from the
document. All share one page; a design's own stylesheet is `css/card-<key>.css` and holds its face.
"""

from dataclasses import dataclass
from typing import Literal

Corners = Literal["sharp", "soft", "cut"]
Rules = Literal["hair", "double", "ledger", "heavy", "none"]
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
    )
}
FIRST = "letterpress"


def design_named(key: str) -> CardDesign:
    """The design of that key; a design that no longer exists falls back to the first."""
    return DESIGNS.get(key, DESIGNS[FIRST])
