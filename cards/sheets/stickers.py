"""A sheet of stickers: the code on its light plate with a few words below, as often as A4 holds it."""

from pathlib import Path
from typing import Final

from reportlab.lib.units import mm

from cards.qr_shapes import Picture
from cards.sheets.paper import A4_MM, Box, Letters, Paper, Wording, text

WIDTHS_MM: Final = (30, 40, 50)
MARGIN_MM: Final = 10.0
GAP_MM: Final = 3.0
STRIP_MM: Final = 3.6  # where the words stand, at the foot
INSIDE_MM: Final = 0.3


def side_mm(picture: Picture, width: int) -> float:
    """How wide the code itself is on a sticker of that width."""
    return (width - STRIP_MM - 2 * INSIDE_MM) * picture.symbol.side / picture.wide


def count(width: int) -> tuple[int, int]:
    """How many stand side by side, and how many rows there are."""
    across, up = (int((length - 2 * MARGIN_MM + GAP_MM) // (width + GAP_MM)) for length in A4_MM)
    return across, up


def pdf(picture: Picture, wording: Wording, fonts: Path, width: int) -> bytes:
    paper = Paper(wording.name)
    paper.page.beginForm("sticker")
    _sticker(paper, picture, wording, fonts, width)
    paper.page.endForm()
    across, up = count(width)
    first_left, first_foot = (
        (length - number * width - (number - 1) * GAP_MM) / 2
        for length, number in zip(A4_MM, (across, up), strict=True)
    )
    for column in range(across):
        for row in range(up):
            left, foot = first_left + column * (width + GAP_MM), first_foot + row * (width + GAP_MM)
            paper.page.saveState()
            paper.page.translate(left * mm, foot * mm)
            paper.page.doForm("sticker")
            paper.page.restoreState()
            paper.guide(left, foot, width, width)
    return paper.finished()


def _sticker(paper: Paper, picture: Picture, wording: Wording, fonts: Path, width: int) -> None:
    side = side_mm(picture, width)
    plate = width - STRIP_MM - 2 * INSIDE_MM
    quiet = (plate - side) / 2
    paper.code(picture, side, (width - side) / 2, INSIDE_MM + STRIP_MM + quiet)
    sizes = tuple(size * width / 30 for size in (2.5, 2.2, 1.9, 1.6))
    box = Box(1.5, INSIDE_MM, width - 3, STRIP_MM)
    paper.words(box, wording.invitation, Letters(text(fonts), sizes), rtl=wording.rtl, middle=True)
