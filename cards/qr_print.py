"""QR codes on paper: the sheet as PDF in true millimetres, the smallest size and the distance (cards 48, 49).

Pure: equal input gives equal bytes.
"""

import io
import math
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from cards.outlines import Outline
from cards.qr import QUIET, Symbol, runs
from cards.qr_shapes import Picture, Tile
from cards.qr_style import BLACK_ON_WHITE, Modules, Style

MODULE_MM: Final = 0.4
MODULE_MM_DRESSED: Final = 0.5  # where a logo covers some, dots leave gaps, or letters must be read
SIDE_MM_SMALLEST, SIDE_MM_LARGEST = 20, 1000

_CAPTION_POINTS = 7
_CAPTION_ROOM_MM = 8
_ROUND: Final = 0.5523  # how far the handles of a quarter circle stand, of its radius

Place = tuple[float, float]


def pdf(picture: Picture, side_mm: float, caption: str = "") -> bytes:
    """One page: the symbol (without quiet zone) is exactly `side_mm` wide; below stand the size and the caption.

    Raises ValueError when the side is below `smallest_print_mm` or above a metre, or when the caption has
    letters outside Latin-1 (the page embeds no font).
    """
    smallest = smallest_print_mm(picture.symbol, picture.style)
    if not smallest <= side_mm <= SIDE_MM_LARGEST:
        raise ValueError(f"side must be {smallest} to {SIDE_MM_LARGEST} mm")
    caption.encode("latin-1")
    module = side_mm * mm / picture.symbol.side
    room = _CAPTION_ROOM_MM * mm
    width = side_mm * mm + 2 * picture.inset * module
    target = io.BytesIO()
    page = Canvas(
        target,
        pagesize=(width, width + (picture.high - picture.wide) * module + room),
        pageCompression=1,
        invariant=1,
    )
    page.setTitle(caption or f"{side_mm:g} mm")
    place(page, picture, module, (0, room))
    _write_caption(page, [f"{side_mm:g} × {side_mm:g} mm", caption], width)
    page.save()
    return target.getvalue()


def smallest_print_mm(drawn: Symbol, style: Style = BLACK_ON_WHITE) -> int:
    """The least side in whole millimetres, without quiet zone (cards 49).

    Modules of 0.4 mm, of 0.5 mm with a logo, a caption or dots; never under 20 mm.
    """
    dressed = style.logo or style.caption or style.modules is Modules.DOTS
    module = MODULE_MM_DRESSED if dressed else MODULE_MM
    return max(SIDE_MM_SMALLEST, math.ceil(round(drawn.side * module, 3)))


def reading_distance_mm(side_mm: float) -> float:
    """From how far a hand-held phone reads it: ten times the side (cards 49)."""
    return 10 * side_mm


def place(page: Canvas, picture: Picture, module: float, at: Place) -> None:
    """The picture as vectors; `module` is the side of one in points, `at` the lower left corner of the whole."""
    if picture.style.plain:
        _place_plain(page, picture, module, at)
        return
    left, top = at[0], at[1] + picture.high * module
    for layer in picture.layers:
        path = page.beginPath()
        for tile in layer.tiles:
            _add_tile(path, tile, module, (left, top))
        for outline in layer.outlines:
            add_outline(path, outline, module, (left, top))
        page.setFillColor(HexColor(picture.style.dark if layer.dark else picture.style.light))
        page.drawPath(path, stroke=0, fill=1)
    if picture.logo and (box := picture.logo_box):
        foot = top - (box.top + box.high) * module
        size = (box.wide * module, box.high * module)
        page.drawImage(ImageReader(io.BytesIO(picture.logo.jpeg)), left + box.left * module, foot, *size)


def _place_plain(page: Canvas, picture: Picture, module: float, at: Place) -> None:
    side = picture.symbol.side * module + 2 * QUIET * module
    page.setFillColor(HexColor(picture.style.light))
    page.rect(*at, side, side, stroke=0, fill=1)
    page.setFillColor(HexColor(picture.style.dark))
    _fill_modules(page, picture.symbol, module, at)


def _fill_modules(page: Canvas, drawn: Symbol, module: float, at: Place) -> None:
    """The dark modules in the current colour; `at` is the lower left corner of the quiet zone, in points."""
    # One path filled once: neighbours drawn apart would show hairlines between them.
    left, bottom = at
    path = page.beginPath()
    for y, row in enumerate(drawn.rows):
        for x, length in runs(row):
            up = bottom + (QUIET + drawn.side - 1 - y) * module
            path.rect(left + (QUIET + x) * module, up, length * module, module)
    page.drawPath(path, stroke=0, fill=1)


def add_outline(path: PDFPathObject, outline: Outline, scale: float, at: Place) -> None:
    """A closed outline, with down positive, whose origin is `at`."""
    for number, (x, y) in enumerate(outline):
        (path.lineTo if number else path.moveTo)(at[0] + x * scale, at[1] - y * scale)
    path.close()


def _add_tile(path: PDFPathObject, tile: Tile, scale: float, at: Place) -> None:
    """From the upper left corner clockwise; where a corner is round, with a quarter of a circle."""
    left, top = at[0] + tile.left * scale, at[1] - tile.top * scale
    right, bottom = left + tile.wide * scale, top - tile.high * scale
    corners = ((left, top, 0, -1), (right, top, -1, 0), (right, bottom, 0, 1), (left, bottom, 1, 0))
    for number, ((x, y, back_x, back_y), radius) in enumerate(zip(corners, tile.radii(), strict=True)):
        reach, on_x, on_y = radius * scale, -back_y, back_x  # the way on is the way back, turned
        start, end = (x + back_x * reach, y + back_y * reach), (x + on_x * reach, y + on_y * reach)
        (path.lineTo if number else path.moveTo)(*start)
        if radius:
            near = reach * (1 - _ROUND)
            path.curveTo(x + back_x * near, y + back_y * near, x + on_x * near, y + on_y * near, *end)
    path.close()


def _write_caption(page: Canvas, lines: list[str], width: float) -> None:
    """Lines centred below the quiet zone, made smaller where the page is narrow."""
    page.setFillColor(HexColor("#000000"))
    for number, line in enumerate(lines):
        needed = stringWidth(line, "Helvetica", _CAPTION_POINTS)
        points = min(_CAPTION_POINTS, _CAPTION_POINTS * width * 0.95 / needed) if needed else _CAPTION_POINTS
        page.setFont("Helvetica", points)
        page.drawCentredString(width / 2, _CAPTION_ROOM_MM * mm - (number + 1) * _CAPTION_POINTS * 1.3, line)
