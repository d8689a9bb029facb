"""QR codes on paper: the sheet as PDF in true millimetres, the smallest size and the distance (cards 48, 49).

Pure: equal input gives equal bytes.
"""

import io
import math

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from cards.qr import QUIET, Symbol, runs
from cards.qr_style import BLACK_ON_WHITE, Style

MODULE_MM = 0.4
SIDE_MM_SMALLEST, SIDE_MM_LARGEST = 20, 1000

_CAPTION_POINTS = 7
_CAPTION_ROOM_MM = 8


def pdf(drawn: Symbol, side_mm: float, caption: str = "", style: Style = BLACK_ON_WHITE) -> bytes:
    """One page: the symbol (without quiet zone) is exactly `side_mm` wide; below stand the size and the caption.

    Raises ValueError when the side is below `smallest_print_mm` or above a metre, or when the caption has
    letters outside Latin-1 (the page embeds no font).
    """
    if not smallest_print_mm(drawn) <= side_mm <= SIDE_MM_LARGEST:
        raise ValueError(f"side must be {smallest_print_mm(drawn)} to {SIDE_MM_LARGEST} mm")
    caption.encode("latin-1")
    module = side_mm * mm / drawn.side
    room = _CAPTION_ROOM_MM * mm
    width = side_mm * mm + 2 * QUIET * module
    target = io.BytesIO()
    page = Canvas(target, pagesize=(width, width + room), pageCompression=1, invariant=1)
    page.setTitle(caption or f"{side_mm:g} mm")
    page.setFillColor(HexColor(style.light))
    page.rect(0, room, width, width, stroke=0, fill=1)
    page.setFillColor(HexColor(style.dark))
    fill_modules(page, drawn, module, (0, room))
    _write_caption(page, [f"{side_mm:g} × {side_mm:g} mm", caption], width)
    page.save()
    return target.getvalue()


def smallest_print_mm(drawn: Symbol) -> int:
    """The least side in whole millimetres, without quiet zone: modules of 0.4 mm, never under 20 mm (cards 49)."""
    return max(SIDE_MM_SMALLEST, math.ceil(round(drawn.side * MODULE_MM, 3)))


def reading_distance_mm(side_mm: float) -> float:
    """From how far a hand-held phone reads it: ten times the side (cards 49)."""
    return 10 * side_mm


def fill_modules(page: Canvas, drawn: Symbol, module: float, at: tuple[float, float]) -> None:
    """The dark modules in the current colour; `at` is the lower left corner of the quiet zone, in points."""
    # One path filled once: neighbours drawn apart would show hairlines between them.
    left, bottom = at
    path = page.beginPath()
    for y, row in enumerate(drawn.rows):
        for x, length in runs(row):
            up = bottom + (QUIET + drawn.side - 1 - y) * module
            path.rect(left + (QUIET + x) * module, up, length * module, module)
    page.drawPath(path, stroke=0, fill=1)


def _write_caption(page: Canvas, lines: list[str], width: float) -> None:
    """Lines centred below the quiet zone, made smaller where the page is narrow."""
    page.setFillColor(HexColor("#000000"))
    for number, line in enumerate(lines):
        needed = stringWidth(line, "Helvetica", _CAPTION_POINTS)
        points = min(_CAPTION_POINTS, _CAPTION_POINTS * width * 0.95 / needed) if needed else _CAPTION_POINTS
        page.setFont("Helvetica", points)
        page.drawCentredString(width / 2, _CAPTION_ROOM_MM * mm - (number + 1) * _CAPTION_POINTS * 1.3, line)
