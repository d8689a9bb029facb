"""A table tent: two faces of A6 on one sheet, folded in the middle, each read upright from its side of the table."""

from pathlib import Path
from typing import Final

from reportlab.lib.units import mm

from cards.qr_shapes import Picture
from cards.sheets.paper import A4_MM, Box, Letters, Paper, Wording, display, quiet_mm, text

WIDE_MM, HIGH_MM = 148.0, 105.0
SIDE_MM: Final = 56.0
MARGIN_MM: Final = 10.0
LEFT_MM: Final = (A4_MM[0] - WIDE_MM) / 2
FOLD_MM: Final = A4_MM[1] / 2


def pdf(picture: Picture, wording: Wording, fonts: Path) -> bytes:
    paper = Paper(wording.name)
    page = paper.page
    page.beginForm("face")
    _face(paper, picture, wording, fonts)
    page.endForm()
    page.saveState()
    page.translate(LEFT_MM * mm, (FOLD_MM - HIGH_MM) * mm)
    page.doForm("face")
    page.restoreState()
    page.saveState()
    page.translate((LEFT_MM + WIDE_MM) * mm, (FOLD_MM + HIGH_MM) * mm)
    page.rotate(180)
    page.doForm("face")
    page.restoreState()
    paper.crop_marks([LEFT_MM, LEFT_MM + WIDE_MM], [FOLD_MM - HIGH_MM, FOLD_MM + HIGH_MM])
    paper.fold(LEFT_MM, LEFT_MM + WIDE_MM, FOLD_MM)
    return paper.finished()


def _face(paper: Paper, picture: Picture, wording: Wording, fonts: Path) -> None:
    """The code where reading begins, the words beside it, the address at their foot."""
    quiet = quiet_mm(picture, SIDE_MM)
    plate = SIDE_MM + 2 * quiet
    start = MARGIN_MM - 2
    code_left = WIDE_MM - start - plate + quiet if wording.rtl else start + quiet
    words_left = MARGIN_MM if wording.rtl else start + plate + 3
    paper.code(picture, SIDE_MM, code_left, (HIGH_MM - SIDE_MM) / 2)
    wide = WIDE_MM - start - plate - 3 - MARGIN_MM
    top, foot = (HIGH_MM + SIDE_MM) / 2, (HIGH_MM - SIDE_MM) / 2
    invitation = Letters(display(fonts), (9.0, 8.0, 7.0, 6.0, 5.0), 3)
    used = paper.words(Box(words_left, foot, wide, top - foot), wording.invitation, invitation, rtl=wording.rtl)
    name = Letters(text(fonts), (5.0, 4.4, 3.8, 3.2), 2)
    paper.words(Box(words_left, foot, wide, top - foot - used - 3), wording.name, name, rtl=wording.rtl)
    paper.whole_line(Box(words_left, foot, wide, 4), wording.address, text(fonts), (4.0, 2.0), at_end=wording.rtl)
