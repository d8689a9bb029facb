"""The QR symbol, its PNG and its SVG (cards 44, 46, 48; A70)."""

import io
import random
import xml.etree.ElementTree as ET
from typing import cast

import cairosvg
import cv2
import numpy as np
import pytest
import zxingcpp
from PIL import Image

from cards.qr import MASK_ORDER, QUIET, Level, Symbol, TooMuchText, png, svg, symbol
from cards.qr_style import Style
from cards.short_codes import ALPHABET, LENGTH

BLUE_ON_IVORY = Style("#23459d", "#f6f6f2")


def short_link(seed: int) -> str:
    code = "".join(random.Random(seed).choices(ALPHABET, k=LENGTH))
    return f"https://cards.example.com/q/{code}"


LINK = short_link(0)
MANY_LINKS = [short_link(seed) for seed in range(50)]


def read(picture: bytes) -> list[bytes]:
    """What the other library finds in a PNG, light on dark left untried."""
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L"), try_invert=False)
    return [barcode.bytes for barcode in found]


def modules_of(picture: bytes, drawn: Symbol) -> tuple[int, np.ndarray]:
    """Pixels a module, and the dark pixels as a boolean square."""
    dark = np.array(Image.open(io.BytesIO(picture)).convert("L")) < 128
    columns = np.flatnonzero(dark.any(axis=0))
    width = int(columns[-1] - columns[0] + 1)
    assert width % drawn.side == 0
    return width // drawn.side, dark


@pytest.mark.parametrize("link", MANY_LINKS)
def test_the_png_of_a_short_link_is_read_as_exactly_that_link(link: str) -> None:
    """cards 44, 47"""
    assert read(png(symbol(link))) == [link.encode()]


@pytest.mark.parametrize("link", MANY_LINKS)
def test_the_svg_of_a_short_link_is_read_as_exactly_that_link(link: str) -> None:
    """cards 44, 48"""
    raster = cairosvg.svg2png(svg(symbol(link)).encode(), output_width=600, output_height=600)
    assert read(raster) == [link.encode()]


@pytest.mark.parametrize("link", MANY_LINKS[:10])
def test_opencv_reads_the_same(link: str) -> None:
    """cards 47: a third reader"""
    grey = np.array(Image.open(io.BytesIO(png(symbol(link), 512))).convert("L"))
    assert cv2.QRCodeDetector().detectAndDecode(grey)[0] == link


@pytest.mark.parametrize("mask", MASK_ORDER)
@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
def test_every_level_and_mask_is_drawn_as_asked_and_read(level: Level, mask: int) -> None:
    """cards 46, 47"""
    picture = Image.open(io.BytesIO(png(symbol(LINK, level, mask)))).convert("L")
    (found,) = zxingcpp.read_barcodes(picture, try_invert=False)
    assert (found.text, found.ec_level, cast("dict[str, int]", found.extra)["DataMask"]) == (LINK, level, mask)


def test_masks_are_tried_in_one_fixed_order_that_holds_them_all() -> None:
    """cards 44: equal bytes; cards 50: the next one after a failed reading"""
    assert (MASK_ORDER[0], sorted(MASK_ORDER)) == (3, list(range(8)))


def test_a_short_link_fits_a_small_symbol_at_level_m() -> None:
    """cards 44: at most version 4"""
    assert {(symbol(link).version, symbol(link).level) for link in MANY_LINKS} == {(3, "M")}


def test_equal_input_gives_equal_bytes() -> None:
    """cards 44"""
    pictures = {(png(symbol(LINK), 1024, Style()), svg(symbol(LINK), Style())) for _ in range(3)}
    assert len(pictures) == 1


@pytest.mark.parametrize("size", [512, 513, 1000, 1024, 2047, 4096])
@pytest.mark.parametrize("text", [LINK, "x" * 331])
def test_the_png_has_the_asked_size_whole_modules_and_a_quiet_zone(size: int, text: str) -> None:
    """cards 46, 48"""
    drawn = symbol(text)
    picture = png(drawn, size)
    module, dark = modules_of(picture, drawn)
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    margin = min(rows[0], columns[0], size - 1 - rows[-1], size - 1 - columns[-1])
    assert (dark.shape, margin >= QUIET * module) == ((size, size), True)
    inside = dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    assert (inside == np.kron(np.array(drawn.rows), np.ones((module, module), bool))).all()


def test_the_png_is_one_bit_a_pixel_with_the_two_colours() -> None:
    """cards 45, 48: small files"""
    picture = Image.open(io.BytesIO(png(symbol(LINK), 1024, BLUE_ON_IVORY)))
    colours = {colour for _, colour in picture.convert("RGB").getcolors() or []}
    assert (picture.mode, colours) == ("P", {(0x23, 0x45, 0x9D), (0xF6, 0xF6, 0xF2)})
    assert len(png(symbol(LINK), 4096)) < 15_000


@pytest.mark.parametrize("size", [0, -1, 511, 4097, 100_000])
def test_a_size_out_of_range_is_refused(size: int) -> None:
    """cards 48; A70"""
    with pytest.raises(ValueError, match="512 to 4096"):
        png(symbol(LINK), size)


def test_the_svg_is_one_rectangle_and_one_path_and_refers_to_nothing() -> None:
    """cards 46, 48"""
    drawn = symbol(LINK)
    root = ET.fromstring(svg(drawn, BLUE_ON_IVORY))
    namespace = "{http://www.w3.org/2000/svg}"
    assert [child.tag for child in root] == [f"{namespace}rect", f"{namespace}path"]
    assert root.attrib["viewBox"] == f"0 0 {drawn.side + 8} {drawn.side + 8}"
    assert [child.attrib["fill"] for child in root] == ["#f6f6f2", "#23459d"]
    assert not {name for element in root.iter() for name in element.attrib} & {"href", "src", "style"}


def test_the_svg_draws_the_same_modules_as_the_matrix() -> None:
    """cards 46, 48: quiet zone of four included"""
    drawn = symbol(LINK)
    side = drawn.side + 2 * QUIET
    raster = cairosvg.svg2png(svg(drawn).encode(), output_width=side, output_height=side)
    dark = np.array(Image.open(io.BytesIO(raster)).convert("L")) < 128
    assert (dark == np.pad(np.array(drawn.rows), QUIET)).all()


def test_a_title_in_the_svg_stays_text() -> None:
    """cards 48; A70"""
    title = '"/><script>alert(1)</script>&\x00 Ada'
    root = ET.fromstring(svg(symbol(LINK), title=title))
    assert [root[0].text, len(root)] == ['"/><script>alert(1)</script>& Ada', 3]


def test_text_of_many_scripts_is_read_back() -> None:
    """cards 51: a contact holds any name"""
    text = "FN:Łukasz 李小龙 محمد 🙂"
    assert read(png(symbol(text))) == [text.encode()]


def test_331_bytes_fill_version_13_at_level_m_and_one_more_does_not_fit_it() -> None:
    """cards 51"""
    assert (symbol("x" * 331).version, symbol("x" * 332).version) == (13, 14)


def test_more_than_a_symbol_holds_is_refused() -> None:
    """cards 51"""
    assert symbol("x" * 2331).version == 40
    with pytest.raises(TooMuchText):
        symbol("x" * 2332)


@pytest.mark.parametrize(("text", "level", "mask"), [("", "M", 3), ("x", "Z", 3), ("x", "M", 8), ("x", "M", -1)])
def test_a_level_a_mask_or_a_text_there_is_not_is_refused(text: str, level: Level, mask: int) -> None:
    """A70"""
    with pytest.raises(ValueError, match="needs a text"):
        symbol(text, level, mask)
