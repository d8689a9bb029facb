"""The printed sheet: true millimetres, vectors, caption, smallest size (cards 48, 49)."""

import io

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from cards.qr import QUIET, symbol
from cards.qr_print import pdf, reading_distance_mm, smallest_print_mm
from cards.qr_shapes import picture
from cards.qr_style import Modules, Style

LINK = "https://cards.example.com/q/7K3M102"
POINTS_PER_MM = 72 / 25.4


def picture_of(sheet: bytes, pixels_per_mm: int = 20) -> Image.Image:
    """The first page, drawn by another program than the one that wrote it."""
    with pypdfium2.PdfDocument(sheet) as document:
        picture: Image.Image = document[0].render(scale=pixels_per_mm / POINTS_PER_MM).to_pil()
        return picture.convert("L")


def words_of(sheet: bytes) -> str:
    with pypdfium2.PdfDocument(sheet) as document:
        return str(document[0].get_textpage().get_text_range())


@pytest.mark.parametrize("side", [20, 25, 62.5, 300])
def test_the_sheet_is_read_as_exactly_the_link(side: float) -> None:
    """cards 47, 48"""
    (found,) = zxingcpp.read_barcodes(picture_of(pdf(picture(symbol(LINK)), side), 10), try_invert=False)
    assert found.bytes == LINK.encode()


@pytest.mark.parametrize("side", [20, 25, 62.5])
def test_the_symbol_is_as_wide_as_said_and_keeps_its_quiet_zone(side: float) -> None:
    """cards 46, 48: true millimetres"""
    drawn = symbol(LINK)
    dark = np.array(picture_of(pdf(picture(drawn), side))) < 128
    above_caption = dark[: -8 * 20]
    rows, columns = np.flatnonzero(above_caption.any(axis=1)), np.flatnonzero(above_caption.any(axis=0))
    quiet = QUIET * side / drawn.side
    measured = [int(columns[-1] - columns[0] + 1), int(rows[-1] - rows[0] + 1), int(columns[0]), int(rows[0])]
    assert [pixels / 20 for pixels in measured] == pytest.approx([side, side, quiet, quiet], abs=0.11)


def test_the_sheet_draws_the_same_modules_as_the_matrix_and_not_their_mirror() -> None:
    """cards 47, 48: the reader of our tests forgives a mirrored code, many phones do not"""
    drawn = symbol(LINK)
    dark = np.array(picture_of(pdf(picture(drawn), drawn.side))) < 128
    middles = (np.arange(drawn.side) + QUIET) * 20 + 10
    assert (dark[np.ix_(middles, middles)] == np.array(drawn.rows)).all()


def test_size_and_caption_stand_below_the_quiet_zone() -> None:
    """cards 48"""
    sheet = pdf(picture(symbol(LINK)), 25, "cards.example.com/q/7K3M102")
    assert words_of(sheet).splitlines() == ["25 × 25 mm", "cards.example.com/q/7K3M102"]
    dark = np.array(picture_of(sheet)) < 128
    square = round((25 + 2 * QUIET * 25 / 29) * 20)
    last_module = round((25 + QUIET * 25 / 29) * 20)
    assert (bool(dark[last_module + 2 : square].any()), bool(dark[square:].any())) == (False, True)


def test_a_long_caption_is_made_smaller_not_cut() -> None:
    """cards 48"""
    dark = (
        np.array(picture_of(pdf(picture(symbol(LINK)), 20, "cards.example.com/q/7K3M102 at the fair in Hannover")))
        < 128
    )
    assert (bool(dark[-160:, :2].any()), bool(dark[-160:, -2:].any())) == (False, False)


def test_the_sheet_holds_vectors_is_small_and_the_same_each_time() -> None:
    """cards 44, 48"""
    sheet = pdf(picture(symbol(LINK), Style("#23459d")), 25, "Stand 4")
    assert (sheet == pdf(picture(symbol(LINK), Style("#23459d")), 25, "Stand 4"), len(sheet) < 6000) == (True, True)
    with pypdfium2.PdfDocument(sheet) as document:
        kinds = {item.type for item in document[0].get_objects()}
    assert kinds == {pypdfium2.raw.FPDF_PAGEOBJ_PATH, pypdfium2.raw.FPDF_PAGEOBJ_TEXT}


def test_the_sheet_has_the_chosen_colours() -> None:
    """cards 45"""
    with pypdfium2.PdfDocument(pdf(picture(symbol(LINK), Style("#23459d", "#f6f6f2")), 25)) as document:
        page = document[0].render(scale=8).to_pil().convert("RGB")
    colours = {colour: count for count, colour in page.getcolors(page.width * page.height) or []}
    ranked = sorted(colours, key=lambda colour: -colours[colour])
    assert set(ranked[:3]) == {(0x23, 0x45, 0x9D), (0xF6, 0xF6, 0xF2), (0xFF, 0xFF, 0xFF)}


@pytest.mark.parametrize("side", [0, -5, 19.9, 1001, float("nan"), float("inf")])
def test_a_side_that_cannot_be_read_or_printed_is_refused(side: float) -> None:
    """cards 49; A70"""
    with pytest.raises(ValueError, match="20 to 1000 mm"):
        pdf(picture(symbol(LINK)), side)


def test_a_caption_the_sheet_has_no_letters_for_is_refused() -> None:
    """cards 48: rather than empty boxes in print"""
    with pytest.raises(ValueError, match="latin-1"):
        pdf(picture(symbol(LINK)), 25, "名刺")


@pytest.mark.parametrize(("length", "millimetres"), [(35, 20), (108, 20), (213, 23), (331, 28)])
def test_the_smallest_print_keeps_modules_of_four_tenths_and_never_goes_under_20(length: int, millimetres: int) -> None:
    """cards 49: sides of 29, 45, 57 and 69 modules"""
    assert smallest_print_mm(symbol("x" * length)) == millimetres


def test_logo_caption_and_dots_need_larger_modules() -> None:
    """cards 49: half a millimetre, here of 69 modules"""
    drawn = symbol("x" * 331)
    dressed = [Style(caption="Scan"), Style(logo="0" * 32), Style(modules=Modules.DOTS), Style(modules=Modules.ROUNDED)]
    assert [smallest_print_mm(drawn, style) for style in dressed] == [35, 35, 35, 28]


def test_the_reading_distance_is_ten_sides() -> None:
    """cards 49"""
    assert reading_distance_mm(25) == 250


def test_the_page_is_a_pdf() -> None:
    """cards 48"""
    assert io.BytesIO(pdf(picture(symbol(LINK)), 25)).read(5) == b"%PDF-"
