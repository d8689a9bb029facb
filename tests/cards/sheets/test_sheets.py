"""Sheets to print, measured by another program than the one that wrote them (cards 47–49)."""

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from PIL import Image

from cards.qr_shapes import Picture
from cards.qr_style import Eyes, Modules, Style
from cards.sheets import business_cards, stickers, tent
from cards.sheets.paper import HAIRLINE_MM, Wording, large_enough
from tests.cards.test_qr_pictures import LINK, LOGO, dressed

FONTS = Path(settings.NPM_ROOT)
POINTS_PER_MM = 72 / 25.4
PLAIN = dressed(Style())
STYLED = dressed(Style("#1f4a52", "#fdfefb", Modules.ROUNDED, Eyes.CIRCLE, LOGO, 24))
RTL = Wording(
    "مكتبة النور", "كتب · قهوة", "امسح لحفظ جهة الاتصال", "cards.example.com/nur", ("+20 2 2735 0000",), rtl=True
)
LONG = Wording(
    "Bartholomäus Schwarzenberger-Łukaszewicz 名刺 🙂",
    "Leitender Oberdampfschifffahrtskapitän · Donaugesellschaft",
    "Scan to save my contact",
    "cards.example.com/bartholomaeus-schwarzenberger",
    ("+49 30 901820", "bartholomaeus.schwarzenberger@donau.example.com"),
    rtl=False,
)
ADA = Wording(
    "Ada Byron", "Analyst · Atelier", "Scan for my contact", "cards.example.com/ada", ("+44 1632 960001",), rtl=False
)

SHEETS = {
    "tent": (tent.pdf, 2),
    "cards": (business_cards.pdf, 10),
    "stickers": (lambda picture, wording, fonts: stickers.pdf(picture, wording, fonts, 30), 40),
}


def page_of(sheet: bytes, dots_an_inch: int) -> Image.Image:
    with pypdfium2.PdfDocument(sheet) as document:
        assert len(document) == 1
        assert [side / POINTS_PER_MM for side in document[0].get_size()] == pytest.approx([210, 297], abs=0.01)
        picture: Image.Image = document[0].render(scale=dots_an_inch / 72).to_pil()
        return picture.convert("L")


def strokes(sheet: bytes) -> list[tuple[float, float, float, float]]:
    """Left, foot, right and top of every path that stands on the page itself, in millimetres."""
    with pypdfium2.PdfDocument(sheet) as document:
        paths = document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=1)
        return [tuple(side / POINTS_PER_MM for side in path.get_bounds()) for path in paths]


def middles(sheet: bytes, *, upright: bool) -> list[float]:
    """Where marks stand: of upright ones the x, of lying ones the y, each once."""
    found = set()
    for left, foot, right, top in strokes(sheet):
        if (top - foot > right - left) == upright:
            found.add(round((left + right) / 2 if upright else (foot + top) / 2, 3))
    return sorted(found)


@pytest.mark.parametrize("picture", [PLAIN, STYLED])
@pytest.mark.parametrize("name", SHEETS)
def test_every_code_on_the_sheet_is_read_at_150_dots_an_inch(name: str, picture: Picture) -> None:
    """cards 47: one turned half around is read as well"""
    draw, many = SHEETS[name]
    found = zxingcpp.read_barcodes(page_of(draw(picture, ADA, FONTS), 150), try_invert=False)
    assert Counter(barcode.text for barcode in found) == {LINK: many}


def test_ten_cards_are_85_by_55_millimetres_between_their_marks() -> None:
    """cards 48"""
    sheet = business_cards.pdf(PLAIN, ADA, FONTS)
    across, up = middles(sheet, upright=True), middles(sheet, upright=False)
    assert np.diff(across) == pytest.approx([85, 85], abs=0.1)
    assert np.diff(up) == pytest.approx([55] * 5, abs=0.1)
    assert [across[0] + across[-1], up[0] + up[-1]] == pytest.approx([210, 297], abs=0.1)


def test_the_tent_is_two_faces_of_a6_with_a_fold_between() -> None:
    """cards 48"""
    sheet = tent.pdf(PLAIN, ADA, FONTS)
    assert np.diff(middles(sheet, upright=True)) == pytest.approx([148], abs=0.1)
    assert np.diff(middles(sheet, upright=False)) == pytest.approx([105, 105], abs=0.1)


@pytest.mark.parametrize("wording", [ADA, RTL, LONG])
def test_both_faces_of_the_tent_read_upright_from_their_side(wording: Wording) -> None:
    """Turned half around, the page is the same again."""
    page = np.array(page_of(tent.pdf(PLAIN, wording, FONTS), 100)) < 128
    turned = page[::-1, ::-1]
    assert float((page != turned).mean()) < 0.004
    assert float((page != page[::-1]).mean()) > 0.02


@pytest.mark.parametrize("width", stickers.WIDTHS_MM)
def test_stickers_are_as_wide_as_said_and_stay_within_the_margins(width: int) -> None:
    """cards 48, 49: each with a line to cut along, and the code on it large enough"""
    across, up = stickers.count(width)
    guides = strokes(stickers.pdf(PLAIN, ADA, FONTS, width))
    pen = 2 * HAIRLINE_MM  # is inside the bounds of a stroke, at either end
    sides = [side - pen for left, foot, right, top in guides for side in (right - left, top - foot)]
    assert len(guides) == across * up
    assert sides == pytest.approx([width] * len(sides), abs=0.1)
    assert (min(left for left, *_rest in guides) >= 9.9, max(top for *_rest, top in guides) <= 287.1) == (True, True)
    assert large_enough(PLAIN, stickers.side_mm(PLAIN, width))


def test_a_code_too_fine_for_a_small_sticker_is_known() -> None:
    """cards 49: 45 modules and a logo need more than the 20 mm that are there"""
    fine = dressed(Style(logo=LOGO, logo_side=30), link=f"https://{'long.' * 6}example.com/q/7K3M102")
    assert [large_enough(fine, stickers.side_mm(fine, width)) for width in stickers.WIDTHS_MM] == [False, True, True]


@pytest.mark.parametrize("draw", [business_cards.pdf, tent.pdf])
@pytest.mark.parametrize("wording", [ADA, RTL, LONG])
def test_words_of_every_script_are_outlines_beside_the_code(draw: Any, wording: Wording) -> None:
    """cards 46: no font is needed, each word is there, none reaches the code"""
    sheet = draw(PLAIN, wording, FONTS)
    with pypdfium2.PdfDocument(sheet) as document:
        kinds = {item.type for item in document[0].get_objects()}
    assert kinds == {pypdfium2.raw.FPDF_PAGEOBJ_PATH, pypdfium2.raw.FPDF_PAGEOBJ_FORM}
    bare = draw(PLAIN, Wording("", "", "", "", (), rtl=wording.rtl), FONTS)
    whole, empty = (np.array(page_of(one, 100)) < 128 for one in (sheet, bare))
    assert int((whole & ~empty).sum()) > 1000
    assert not (empty & ~whole).any()
    codes = zxingcpp.read_barcodes(page_of(sheet, 150), try_invert=False)
    assert {barcode.text for barcode in codes} == {LINK}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_small_and_the_same_each_time(name: str) -> None:
    """cards 44"""
    draw, _many = SHEETS[name]
    sheet = draw(STYLED, LONG, FONTS)
    assert (sheet == draw(STYLED, LONG, FONTS), len(sheet) < 150_000) == (True, True)
