"""What all sheets are made of: paper, a code of a certain width, words in any script, crop marks (cards 48).

Pure: equal input gives equal bytes. Millimetres from the lower left corner. Codes and words are vectors and no
font is embedded, so a print shop needs nothing else.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from cards import lettering, outlines
from cards.lettering import BROAD, Type
from cards.outlines import Words
from cards.qr_print import add_outline, place, smallest_print_mm
from cards.qr_shapes import Picture

A4_MM: Final = (210.0, 297.0)
LEADING: Final = 1.18
HAIRLINE_MM: Final = 0.1
MARK_MM, MARK_OFF_MM = 4.0, 1.5
INK, GUIDE = "#000000", "#b8b8b8"

_FINE: Final = 20  # dots a millimetre, to find out what fits
_ASCENT: Final = 0.86

rl_config.useA85 = 0  # streams as they are: written out in letters they are larger, and a third of the work


@dataclass(frozen=True)
class Wording:
    """What stands beside a code. `ways` are how to reach somebody, one line each."""

    name: str
    role: str
    invitation: str
    address: str
    ways: tuple[str, ...]
    rtl: bool


@dataclass(frozen=True)
class Box:
    """Room for words; they begin at its top."""

    left: float
    foot: float
    wide: float
    high: float


@dataclass(frozen=True)
class Letters:
    """A type and the sizes to try, in millimetres, the largest first; at most so many lines."""

    type_: Type
    sizes: tuple[float, ...]
    lines: int = 1


class Paper:
    """One page of A4."""

    def __init__(self, title: str) -> None:
        self._file = io.BytesIO()
        self.page = Canvas(self._file, pagesize=(A4_MM[0] * mm, A4_MM[1] * mm), pageCompression=1, invariant=1)
        self.page.setTitle(title)

    def finished(self) -> bytes:
        self.page.save()
        return self._file.getvalue()

    def code(self, picture: Picture, side: float, left: float, foot: float) -> None:
        """The symbol, without quiet zone, is `side` wide and begins at `left`, `foot`."""
        module = side * mm / picture.symbol.side
        below = (picture.high - picture.wide) * module + picture.inset * module
        place(self.page, picture, module, (left * mm - picture.inset * module, foot * mm - below))

    def words(self, box: Box, text: str, letters: Letters, *, rtl: bool, middle: bool = False) -> float:
        """As large as fits, from the side where reading begins, or in the middle. Says how high they stand."""
        if not text:
            return 0.0
        sizes = [round(size * _FINE) for size in letters.sizes]
        dots, lines = lettering.fit(text, letters.type_, sizes, box.wide * _FINE, lines=letters.lines, rtl=rtl)
        size = dots / _FINE
        for number, line in enumerate(lines):
            baseline = box.foot + box.high - size * (_ASCENT + number * LEADING)
            self._line(box, line, letters.type_, size, baseline, rtl=rtl, middle=middle)
        return size * LEADING * len(lines)

    def whole_line(self, box: Box, text: str, type_: Type, sizes: tuple[float, float], *, at_end: bool) -> bool:
        """An address or a number: between two sizes, at the left or the right end; left out rather than cut."""
        words = outlines.words(text, type_, rtl=False)
        size = min(sizes[0], box.wide / words.wide) if words.wide else 0.0
        if size < sizes[1]:
            return False
        left = box.left + (box.wide - words.wide * size if at_end else 0)
        self._fill(words, left, box.foot, size)
        return True

    def _line(self, box: Box, text: str, type_: Type, size: float, baseline: float, *, rtl: bool, middle: bool) -> None:
        words = outlines.words(text, type_, rtl=rtl)
        free = box.wide - words.wide * size
        self._fill(words, box.left + (free / 2 if middle else free if rtl else 0), baseline, size)

    def _fill(self, words: Words, left: float, baseline: float, size: float) -> None:
        path = self.page.beginPath()
        for outline in words.outlines:
            add_outline(path, outline, size * mm, (left * mm, baseline * mm))
        self.page.setFillColor(HexColor(INK))
        self.page.drawPath(path, stroke=0, fill=1)

    def crop_marks(self, across: list[float], up: list[float]) -> None:
        """Where to cut, drawn outside of what is kept."""
        left, right, foot, top = min(across), max(across), min(up), max(up)
        self._pen()
        for x in across:
            self._stroke(x, foot - MARK_OFF_MM, x, foot - MARK_OFF_MM - MARK_MM)
            self._stroke(x, top + MARK_OFF_MM, x, top + MARK_OFF_MM + MARK_MM)
        for y in up:
            self._stroke(left - MARK_OFF_MM, y, left - MARK_OFF_MM - MARK_MM, y)
            self._stroke(right + MARK_OFF_MM, y, right + MARK_OFF_MM + MARK_MM, y)

    def fold(self, left: float, right: float, y: float) -> None:
        """Where to fold: dashes beside what is kept."""
        self._pen()
        self.page.setDash(1 * mm, 1 * mm)
        for start in (left - MARK_OFF_MM - 2 * MARK_MM, right + MARK_OFF_MM):
            self._stroke(start, y, start + 2 * MARK_MM, y)
        self.page.setDash()

    def guide(self, left: float, foot: float, wide: float, high: float) -> None:
        """A pale line to cut along."""
        self._pen(GUIDE)
        self.page.roundRect(left * mm, foot * mm, wide * mm, high * mm, 1.5 * mm, stroke=1, fill=0)

    def _pen(self, colour: str = INK) -> None:
        self.page.setLineWidth(HAIRLINE_MM * mm)
        self.page.setStrokeColor(HexColor(colour))

    def _stroke(self, x: float, y: float, to_x: float, to_y: float) -> None:
        self.page.line(x * mm, y * mm, to_x * mm, to_y * mm)


def display(fonts: Path) -> Type:
    """`fonts` is the folder of the npm packages."""
    return Type(fonts, ("bricolage-grotesque", *BROAD), 650)


def text(fonts: Path) -> Type:
    return Type(fonts, ("schibsted-grotesk", *BROAD), 450)


def quiet_mm(picture: Picture, side: float) -> float:
    """How wide the light margin around a code of that width is."""
    return picture.inset * side / picture.symbol.side


def large_enough(picture: Picture, side: float) -> bool:
    """Phones read it in that size (cards 49)."""
    return side >= smallest_print_mm(picture.symbol, picture.style)
