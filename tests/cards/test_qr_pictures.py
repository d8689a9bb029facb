"""Styled codes: SVG, PNG and PDF show the same, the quiet zone stays free, nothing is fetched (cards 45, 46, 48)."""

import io
import xml.etree.ElementTree as ET
from typing import Any

import cairosvg
import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from cards import outlines, qr, qr_reading
from cards.qr import QUIET, level_of, symbol
from cards.qr_pictures import png, svg
from cards.qr_print import pdf
from cards.qr_shapes import Logo, Picture, picture
from cards.qr_style import Eyes, Modules, Style
from tests.cards.test_outlines import TEXT

LINK = "https://cards.example.com/q/7K3M102"
LOGO = "0f0e0d0c-0b0a-4908-8706-050403020100"


def drawn_logo(wide: int = 200, high: int = 200) -> Logo:
    """A dark disc with light rings: hard to take for paper."""
    image = Image.new("RGB", (wide, high), "#ffffff")
    draw = ImageDraw.Draw(image)
    for ring, colour in enumerate(("#7a1f3d", "#f4c95d", "#1d2b53")):
        across, down = ring * wide // 8, ring * high // 8
        draw.ellipse((across, down, wide - across, high - down), fill=colour)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90)
    return Logo(file.getvalue(), wide / high)


def dressed(style: Style, logo: Logo | None = None, link: str = LINK) -> Picture:
    caption = outlines.words(style.caption, TEXT, rtl=False) if style.caption else None
    return picture(symbol(link, level_of(style)), style, (logo or drawn_logo()) if style.logo else None, caption)


STYLES = [
    Style(modules=Modules.ROUNDED, eyes=Eyes.ROUNDED),
    Style("#23459d", "#f6f6f2", Modules.DOTS, Eyes.CIRCLE, caption="Scan to save my contact"),
    Style("#5b2347", logo=LOGO, logo_side=22),
    Style(modules=Modules.ROUNDED, eyes=Eyes.CIRCLE, logo=LOGO, logo_side=30, caption="Book"),
]


def grey(content: bytes, wide: int) -> Any:
    image = Image.open(io.BytesIO(content)).convert("L")
    return np.array(image.resize((wide, round(image.height * wide / image.width)), Image.Resampling.BOX)).astype(int)


def spot(whole: Picture, size: int) -> tuple[int, int, int]:
    """Pixels a module, and where the picture begins in its square."""
    module = int(size // max(whole.wide, whole.high))
    return module, (size - round(module * whole.wide)) // 2, (size - round(module * whole.high)) // 2


def unpadded(whole: Picture, content: bytes) -> bytes:
    """The picture without what is left over around it."""
    image = Image.open(io.BytesIO(content)).convert("RGB")
    module, left, top = spot(whole, image.width)
    file = io.BytesIO()
    image.crop((left, top, left + round(module * whole.wide), top + round(module * whole.high))).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("style", STYLES)
def test_svg_png_and_pdf_show_the_same(style: Style) -> None:
    """cards 45, 48: drawn by three programs, compared in grey at twenty pixels a module"""
    whole = dressed(style)
    wide = round(20 * whole.wide)
    high = round(20 * whole.high)
    from_svg = grey(cairosvg.svg2png(svg(whole).encode(), output_width=wide, output_height=high), 256)
    with pypdfium2.PdfDocument(pdf(whole, 40)) as document:
        page = document[0].render(scale=wide / document[0].get_width()).to_pil().convert("L").crop((0, 0, wide, high))
    file = io.BytesIO()
    page.save(file, "PNG")
    from_pdf = grey(file.getvalue(), 256)
    from_png = grey(unpadded(whole, png(whole, 1024)), 256)
    least = min(map(len, (from_svg, from_pdf, from_png)))
    apart = [np.abs(one[:least] - from_svg[:least]) for one in (from_pdf, from_png)]
    assert [float(one.mean()) < 3 for one in apart] == [True, True]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("size", [512, 1023])
def test_a_styled_png_is_a_square_of_the_asked_size_and_is_read(style: Style, size: int) -> None:
    """cards 47, 48"""
    content = png(dressed(style), size)
    assert Image.open(io.BytesIO(content)).size == (size, size)
    assert qr_reading.reads_as(content, LINK) == qr_reading.Verdict()


@pytest.mark.parametrize("style", STYLES)
def test_the_quiet_zone_of_four_modules_is_free_inside_any_frame(style: Style) -> None:
    """cards 46: the caption stands outside of it"""
    whole = dressed(style)
    content = png(whole, 1024)
    module, left, top = spot(whole, 1024)
    edge = round((whole.inset - QUIET) * module)
    side = (whole.symbol.side + 2 * QUIET) * module
    box = (left + edge, top + edge, left + edge + side, top + edge + side)
    square = Image.open(io.BytesIO(content)).convert("RGB").crop(box)
    inner = square.width - 2 * QUIET * module
    square.paste(style.light, (QUIET * module, QUIET * module, QUIET * module + inner, QUIET * module + inner))
    assert square.getcolors() == [(square.width**2, tuple(bytes.fromhex(style.light[1:])))]


def test_plain_codes_are_drawn_as_they_always_were() -> None:
    """cards 44: equal settings, equal bytes"""
    drawn = symbol(LINK)
    whole = picture(drawn, Style("#23459d", "#f6f6f2"))
    assert svg(whole, "a<b") == qr.svg(drawn, Style("#23459d", "#f6f6f2"), "a<b")
    assert png(whole, 700) == qr.png(drawn, 700, Style("#23459d", "#f6f6f2"))


def test_equal_styles_give_equal_bytes() -> None:
    """cards 44"""
    assert len({(svg(dressed(STYLES[3])), png(dressed(STYLES[3])), pdf(dressed(STYLES[3]), 40)) for _ in range(2)}) == 1


def test_the_logo_is_inside_the_svg_and_nothing_is_fetched() -> None:
    """cards 48"""
    text = svg(dressed(STYLES[3]), title='"/><script>')
    root = ET.fromstring(text)
    (image,) = [element for element in root if element.tag.endswith("image")]
    (href,) = [value for name, value in image.attrib.items() if name.endswith("href")]
    assert href.startswith("data:image/jpeg;base64,")
    bare = text.replace(href, "").replace('xmlns="http://www.w3.org/2000/svg"', "")
    bare = bare.replace('xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    assert [word for word in ("http", "url(", "<script", "<style") if word in bare] == []


@pytest.mark.parametrize(("side", "level"), [(22, "Q"), (23, "H"), (30, "H")])
@pytest.mark.parametrize("shape", [(200, 200), (320, 90), (60, 200)])
def test_a_logo_is_no_larger_than_said_and_raises_the_level(side: int, level: str, shape: tuple[int, int]) -> None:
    """cards 46: its larger side counts"""
    whole = dressed(Style(logo=LOGO, logo_side=side), drawn_logo(*shape))
    box = whole.logo_box
    assert box is not None
    assert max(box.wide, box.high) == pytest.approx(whole.symbol.side * side / 100)
    assert box.wide / box.high == pytest.approx(shape[0] / shape[1])
    assert whole.symbol.level == level
    assert qr_reading.reads_as(png(whole), LINK).ok


def test_no_logo_keeps_level_m() -> None:
    """cards 46"""
    assert level_of(STYLES[1]) == "M"


@pytest.mark.parametrize("size", [511, 4097, 100_000])
def test_a_styled_size_out_of_range_is_refused(size: int) -> None:
    """A70"""
    with pytest.raises(ValueError, match="512 to 4096"):
        png(dressed(STYLES[0]), size)


def test_the_largest_png_is_read_too() -> None:
    """cards 48"""
    content = png(dressed(STYLES[3]), 4096)
    assert (Image.open(io.BytesIO(content)).width, qr_reading.reads_as(content, LINK).ok) == (4096, True)


def test_a_third_reader_reads_a_styled_code() -> None:
    """cards 47"""
    pixels = np.array(Image.open(io.BytesIO(png(dressed(Style(modules=Modules.ROUNDED)), 600))).convert("L"))
    assert cv2.QRCodeDetector().detectAndDecode(pixels)[0] == LINK
