"""The one description of a styled code from which SVG, PNG and PDF are drawn, so that they never differ (cards 45, 46).

Pure. One unit is a module, the origin is the upper left corner, and down is positive. Layers are painted in order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cards.outlines import Outline, Words
from cards.qr import QUIET, Symbol, runs
from cards.qr_style import BLACK_ON_WHITE, Eyes, Modules, Style

Corners = tuple[bool, bool, bool, bool]

EYE: Final = 7  # modules a side
DOT: Final = 0.92
PLATE: Final = 0.75  # modules of light around the logo
FRAME: Final = 1.0  # the frame's line, outside the quiet zone
BAND: Final = 5.0  # where the caption stands
LETTERS: Final = 3.4  # size of the caption
ALL: Final[Corners] = (True, True, True, True)

# Rounder than by one module, OpenCV's reader finds the eye no more; zxing reads any.
_EYE_RADII: Final = {Eyes.SQUARE: (0.0, 0.0, 0.0), Eyes.ROUNDED: (1.0, 1.2, 0.9), Eyes.CIRCLE: (3.5, 2.5, 1.5)}


@dataclass(frozen=True)
class Tile:
    """A rectangle; those `corners` (from the upper left, clockwise) are round."""

    left: float
    top: float
    wide: float
    high: float
    radius: float = 0.0
    corners: Corners = ALL

    def radii(self) -> tuple[float, float, float, float]:
        upper_left, upper_right, lower_right, lower_left = (self.radius if round_ else 0.0 for round_ in self.corners)
        return upper_left, upper_right, lower_right, lower_left


@dataclass(frozen=True)
class Layer:
    """Painted at once in one of the two colours; tiles touch and never overlap, outlines are filled even-odd."""

    dark: bool
    tiles: tuple[Tile, ...] = ()
    outlines: tuple[Outline, ...] = ()


@dataclass(frozen=True)
class Logo:
    """A picture on the light colour, and its width by its height."""

    jpeg: bytes
    ratio: float


@dataclass(frozen=True)
class Picture:
    """A symbol as it will be drawn; `inset` is how far its upper left module is from the picture's corner."""

    symbol: Symbol
    style: Style
    wide: float
    high: float
    inset: float
    layers: tuple[Layer, ...]
    logo: Logo | None = None
    logo_box: Tile | None = None


def picture(
    drawn: Symbol, style: Style = BLACK_ON_WHITE, logo: Logo | None = None, caption: Words | None = None
) -> Picture:
    """The whole picture. Quiet zone, and the frame around it where there is a caption, are part of it (cards 46)."""
    inset = QUIET + (FRAME if caption else 0.0)
    wide = drawn.side + 2 * inset
    high = wide + (BAND if caption else 0.0)
    box = _logo_box(drawn, style, logo, inset) if logo else None
    ground = Layer(dark=False, tiles=(Tile(0, 0, wide, high),))
    layers = [*(_frame(wide, high, caption) if caption else [ground]), *_code(drawn, style, inset, box)]
    return Picture(drawn, style, wide, high, inset, tuple(layers), logo, box)


def _frame(wide: float, high: float, caption: Words) -> list[Layer]:
    """A dark label with a light window as large as code and quiet zone; the caption below it, as large as fits.

    Outside of its round corners nothing is painted.
    """
    size = min(LETTERS, (wide - 4 * FRAME) / max(caption.wide, 0.1))
    baseline = high - BAND / 2 + 0.34 * size - FRAME / 4
    window = wide - 2 * FRAME
    return [
        Layer(dark=True, tiles=(Tile(0, 0, wide, high, radius=1.5),)),
        Layer(
            dark=False,
            tiles=(Tile(FRAME, FRAME, window, window),),
            outlines=caption.placed((wide - caption.wide * size) / 2, baseline, size),
        ),
    ]


def _code(drawn: Symbol, style: Style, inset: float, box: Tile | None) -> list[Layer]:
    corners = [(inset, inset), (inset + drawn.side - EYE, inset), (inset, inset + drawn.side - EYE)]
    rings = [
        tuple(_ring(left, top, depth, radius) for left, top in corners)
        for depth, radius in enumerate(_EYE_RADII[style.eyes])
    ]
    modules = tuple(_tiles(_without_eyes(drawn, box, inset), style.modules, inset))
    return [
        Layer(dark=True, tiles=modules + rings[0]),
        Layer(dark=False, tiles=rings[1]),
        Layer(dark=True, tiles=rings[2]),
    ]


def _ring(left: float, top: float, depth: int, radius: float) -> Tile:
    side = EYE - 2 * depth
    return Tile(left + depth, top + depth, side, side, radius)


def _logo_box(drawn: Symbol, style: Style, logo: Logo, inset: float) -> Tile:
    """In the middle; its larger side is what the style says."""
    side = drawn.side * style.logo_side / 100
    wide, high = (side, side / logo.ratio) if logo.ratio >= 1 else (side * logo.ratio, side)
    middle = inset + drawn.side / 2
    return Tile(middle - wide / 2, middle - high / 2, wide, high)


def _without_eyes(drawn: Symbol, box: Tile | None, inset: float) -> list[tuple[bool, ...]]:
    """The modules that have the chosen shape: neither of an eye nor under the logo and its plate."""
    far = drawn.side - EYE

    def kept(x: int, y: int) -> bool:
        in_eye = ((x < EYE or x >= far) and y < EYE) or (x < EYE and y >= far)
        return not in_eye and not (box and _touches(box, x + inset, y + inset))

    return [tuple(dark and kept(x, y) for x, dark in enumerate(row)) for y, row in enumerate(drawn.rows)]


def _touches(box: Tile, x: float, y: float) -> bool:
    across = box.left - PLATE < x + 1 and x < box.left + box.wide + PLATE
    return across and box.top - PLATE < y + 1 and y < box.top + box.high + PLATE


def _tiles(rows: Sequence[tuple[bool, ...]], shape: Modules, inset: float) -> Iterator[Tile]:
    for y, row in enumerate(rows):
        if shape is Modules.SQUARE:
            yield from (Tile(x + inset, y + inset, length, 1) for x, length in runs(row))
            continue
        for x in (x for x, dark in enumerate(row) if dark):
            if shape is Modules.DOTS:
                gap = (1 - DOT) / 2
                yield Tile(x + inset + gap, y + inset + gap, DOT, DOT, DOT / 2)
            else:
                yield Tile(x + inset, y + inset, 1, 1, 0.5, _free_corners(rows, x, y))


def _free_corners(rows: Sequence[tuple[bool, ...]], x: int, y: int) -> Corners:
    """A corner is round where the module has no neighbour on either side of it."""
    up, down = y > 0 and rows[y - 1][x], y + 1 < len(rows) and rows[y + 1][x]
    before, after = x > 0 and rows[y][x - 1], x + 1 < len(rows) and rows[y][x + 1]
    return not (up or before), not (up or after), not (down or after), not (down or before)
