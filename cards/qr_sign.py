"""A sign for the wall: name, one line, the code and the address on a page of A6, in true millimetres.

Pure: equal input gives equal bytes. The code is vectors, 70 mm wide. The words are set by `cards.lettering`, which
knows every script a name may have, at 600 dots an inch. `fonts` is the folder of the npm packages.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from cards import lettering
from cards.lettering import BROAD, Type
from cards.qr_print import place
from cards.qr_shapes import Picture

WIDE_MM: Final = 105.0
HIGH_MM: Final = 148.0
MARGIN_MM: Final = 8.0  # no printer for home and office cuts into it
SIDE_MM: Final = 70.0
SYMBOL_FOOT_MM: Final = 26.0
DOTS: Final = 600 / 25.4  # a millimetre
LEADING: Final = 1.12
BLACK: Final = (0, 0, 0)


@dataclass(frozen=True)
class _Band:
    """A strip of the page: its foot and height, the sizes to try for its letters, and how many lines it has at most."""

    foot_mm: float
    high_mm: float
    sizes_mm: tuple[float, ...]
    lines: int


NAME: Final = _Band(115.5, 24.5, (10.8, 9.6, 8.4, 7.2, 6.0, 5.2, 4.6), 2)
INVITATION: Final = _Band(107.0, 8.0, (6.6, 6.0, 5.2, 4.4), 1)
ADDRESS: Final = _Band(MARGIN_MM, 6.5, (5.2, 4.6, 4.0, 3.4, 2.8), 1)


def pdf(
    picture: Picture,
    *,
    name: str,
    invitation: str,
    address: str,
    rtl: bool,
    fonts: Path,
) -> bytes:
    """One page of A6 with nothing in its margins; the symbol (without quiet zone) is exactly 70 mm wide."""
    target = io.BytesIO()
    page = Canvas(target, pagesize=(WIDE_MM * mm, HIGH_MM * mm), pageCompression=1, invariant=1)
    page.setTitle(f"{name}: {address}")
    _place_code(page, picture)
    display = Type(fonts, ("bricolage-grotesque", *BROAD), 650)
    text = Type(fonts, ("schibsted-grotesk", *BROAD), 450)
    _place_words(page, NAME, name, display, rtl=rtl)
    _place_words(page, INVITATION, invitation, text, rtl=rtl)
    _place_words(page, ADDRESS, address, text, rtl=False)
    page.save()
    return target.getvalue()


def _place_code(page: Canvas, picture: Picture) -> None:
    """The symbol in the middle, on a plate of its light colour that is its quiet zone."""
    module = SIDE_MM * mm / picture.symbol.side
    plate = picture.wide * module
    place(page, picture, module, ((WIDE_MM * mm - plate) / 2, SYMBOL_FOOT_MM * mm - picture.inset * module))


def _place_words(page: Canvas, band: _Band, words: str, type_: Type, *, rtl: bool) -> None:
    """Centred in their band; as large as fits."""
    room = round((WIDE_MM - 2 * MARGIN_MM) * DOTS)
    sizes = [round(size * DOTS) for size in band.sizes_mm]
    size, lines = lettering.fit(words, type_, sizes, room, lines=band.lines, rtl=rtl)
    picture = Image.new("RGB", (room, round(band.high_mm * DOTS)), "white")
    draw = ImageDraw.Draw(picture)
    top = (picture.height - len(lines) * size * LEADING) / 2
    for number, line in enumerate(lines):
        wide = lettering.width(line, type_, size, rtl=rtl)
        start = (room + wide) / 2 if rtl else (room - wide) / 2
        lettering.set_line(draw, (start, top + size * (0.86 + number * LEADING)), line, type_, size, BLACK, rtl=rtl)
    page.drawImage(
        ImageReader(picture.convert("L")),
        MARGIN_MM * mm,
        band.foot_mm * mm,
        picture.width / DOTS * mm,
        picture.height / DOTS * mm,
    )
