"""The sign for the wall: A6, 70 mm, free margins, readable, whatever letters the name has (cards 47, 48)."""

from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from PIL import Image

from cards import qr_sign
from cards.qr import symbol
from cards.qr_shapes import picture
from cards.qr_style import BLACK_ON_WHITE, Style

LINK = "https://cards.example.com/q/7K3M102"
LONG = "Bartholomäus Schwarzenberger-Łukaszewicz-Donaudampfschifffahrt"
PIXELS = 10  # a millimetre


def sign(**over: Any) -> bytes:
    words: dict[str, Any] = {
        "name": "Rosa Vidal",
        "invitation": "Scan to book",
        "address": "cards.example.com/rosa",
        "rtl": False,
    }
    drawn = picture(symbol(over.pop("link", LINK)), over.pop("style", BLACK_ON_WHITE))
    return qr_sign.pdf(drawn, fonts=Path(settings.NPM_ROOT), **(words | over))


def picture_of(sheet: bytes, scale: float) -> Image.Image:
    """The page, drawn by another program than the one that wrote it."""
    with pypdfium2.PdfDocument(sheet) as document:
        picture: Image.Image = document[0].render(scale=scale).to_pil()
        return picture.convert("L")


def dark_of(sheet: bytes) -> Any:
    return np.array(picture_of(sheet, PIXELS * 25.4 / 72)) < 128


@pytest.mark.parametrize("link", [LINK, "https://a.example/q/7K3M102", f"https://{'cards.' * 12}example.com/q/7K3M102"])
def test_the_sign_is_read_at_150_dots_an_inch(link: str) -> None:
    """cards 47"""
    (found,) = zxingcpp.read_barcodes(picture_of(sign(link=link), 150 / 72), try_invert=False)
    assert found.bytes == link.encode()


def test_the_page_is_a6_and_the_code_is_70_millimetres_wide() -> None:
    """cards 48: true millimetres"""
    with pypdfium2.PdfDocument(sign()) as document:
        size = [side / 72 * 25.4 for side in document[0].get_size()]
    dark = dark_of(sign(name="", invitation="", address=""))
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    measured = [(found[-1] - found[0] + 1) / PIXELS for found in (rows, columns)]
    assert size == pytest.approx([105, 148], abs=0.01)
    assert measured == pytest.approx([70, 70], abs=0.11)


@pytest.mark.parametrize("name", ["Rosa Vidal", LONG, "x" * 80])
def test_nothing_stands_in_the_margins_nor_in_the_quiet_zone(name: str) -> None:
    """cards 46: home printers cut off the margins; long words do not reach the code"""
    dark = dark_of(sign(name=name, invitation=name, address=name))
    inside = dark[80:-80, 80:-80]
    assert int(dark.sum()) == int(inside.sum())
    symbol_top, symbol_left = round((148 - 26 - 70) * PIXELS), round((105 - 70) / 2 * PIXELS)
    quiet = round(4 * 70 / 29 * PIXELS)
    around = dark[
        symbol_top - quiet + 2 : symbol_top + 700 + quiet - 2, symbol_left - quiet + 2 : -symbol_left + quiet - 2
    ]
    assert int(around.sum()) == int(dark[symbol_top - 2 : symbol_top + 702, symbol_left - 2 : -symbol_left + 2].sum())


def test_name_invitation_and_address_are_each_seen() -> None:
    """Three bands; each is empty only without its words."""
    bands = {"name": slice(80, 325), "invitation": slice(330, 410), "address": slice(1335, 1400)}
    whole = dark_of(sign())
    assert {word: bool(whole[band].any()) for word, band in bands.items()} == dict.fromkeys(bands, True)
    for word, band in bands.items():
        assert not dark_of(sign(**{word: ""}))[band].any()


@pytest.mark.parametrize(("name", "rtl"), [("名刺", False), ("مكتبة النور", True), ("Łukasz Żółć", False)])
def test_every_script_a_name_may_have_is_set(name: str, rtl: bool) -> None:
    """No empty boxes in print."""
    letters = int(dark_of(sign(name=name, rtl=rtl))[80:325].sum())
    assert letters > 3 * int(dark_of(sign(name=name[:1], rtl=rtl))[80:325].sum()) / 2


def test_the_code_is_vectors_in_the_chosen_colours_and_the_bytes_are_the_same_each_time() -> None:
    """cards 44, 45, 48"""
    style = Style("#23459d", "#f6f6f2")
    sheet = sign(style=style)
    assert (sheet == sign(style=style), len(sheet) < 150_000) == (True, True)
    with pypdfium2.PdfDocument(sheet) as document:
        kinds = [item.type for item in document[0].get_objects()]
        page = document[0].render(scale=4).to_pil().convert("RGB")
    path, image = pypdfium2.raw.FPDF_PAGEOBJ_PATH, pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
    assert [kind for kind in kinds if kind in {path, image}] == [path, path, image, image, image]
    colours = {colour: count for count, colour in page.getcolors(page.width * page.height) or []}
    assert {(0x23, 0x45, 0x9D), (0xF6, 0xF6, 0xF2)} <= set(sorted(colours, key=lambda colour: -colours[colour])[:3])
