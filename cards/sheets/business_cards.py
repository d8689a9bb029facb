"""Ten business cards of 85 × 55 mm on A4, with crop marks."""

from pathlib import Path
from typing import Final

from reportlab.lib.units import mm

from cards.qr_shapes import Picture
from cards.sheets.paper import A4_MM, Box, Letters, Paper, Wording, display, quiet_mm, text

WIDE_MM, HIGH_MM = 85.0, 55.0
ACROSS, UP = 2, 5
SIDE_MM: Final = 30.0
MARGIN_MM: Final = 6.0
EDGE_MM: Final = 3.0  # between the code's light margin and the edge

LEFTS: Final = [(A4_MM[0] - ACROSS * WIDE_MM) / 2 + WIDE_MM * column for column in range(ACROSS + 1)]
FEET: Final = [(A4_MM[1] - UP * HIGH_MM) / 2 + HIGH_MM * row for row in range(UP + 1)]


def pdf(picture: Picture, wording: Wording, fonts: Path) -> bytes:
    paper = Paper(wording.name)
    paper.page.beginForm("card")
    _card(paper, picture, wording, fonts)
    paper.page.endForm()
    for left in LEFTS[:-1]:
        for foot in FEET[:-1]:
            paper.page.saveState()
            paper.page.translate(left * mm, foot * mm)
            paper.page.doForm("card")
            paper.page.restoreState()
    paper.crop_marks(LEFTS, FEET)
    return paper.finished()


def _card(paper: Paper, picture: Picture, wording: Wording, fonts: Path) -> None:
    """Words where reading begins, name above and address below; the code at the other side."""
    quiet = quiet_mm(picture, SIDE_MM)
    plate = SIDE_MM + 2 * quiet
    left = EDGE_MM + quiet if wording.rtl else WIDE_MM - EDGE_MM - plate + quiet
    paper.code(picture, SIDE_MM, left, (HIGH_MM - SIDE_MM) / 2)
    words_left = EDGE_MM + plate + 1 if wording.rtl else MARGIN_MM
    wide = WIDE_MM - EDGE_MM - plate - 1 - MARGIN_MM
    room, top = HIGH_MM - 2 * MARGIN_MM, MARGIN_MM
    name = Letters(display(fonts), (5.2, 4.6, 4.0, 3.4, 3.0), 2)
    used = paper.words(Box(words_left, top, wide, room), wording.name, name, rtl=wording.rtl)
    role = Letters(text(fonts), (2.8, 2.5, 2.2), 3)
    paper.words(Box(words_left, top, wide, room - used - 0.8), wording.role, role, rtl=wording.rtl)
    foot = MARGIN_MM
    for line in [wording.address, *reversed(wording.ways)]:
        if paper.whole_line(Box(words_left, foot, wide, 3), line, text(fonts), (2.6, 1.5), at_end=wording.rtl):
            foot += 3.8
