"""The picture of a shared link: its format, its limits, and that every script is set, fits and runs the right way."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image, ImageChops

from cards import lettering, og
from cards.lettering import BROAD, Type
from tests import pictures

FONTS = Path(settings.NPM_ROOT)
DISPLAY = Type(FONTS, ("bricolage-grotesque", *BROAD), 650)
LIGHT = {"ink_hex": "#23459d", "stock_hex": "#f6f6f2", "text_hex": "#182239"}
DARK = {"ink_hex": "#f0b135", "stock_hex": "#0f131a", "text_hex": "#f0f1eb"}
LONG = "Maximiliane-Theodora von Hohenstaufen-Wallerstein zu Unterbrunn und Oberbrunn"
RTL_LONG = "فاطمة الزهراء بنت محمد بن عبد الرحمن بن عبد العزيز آل سعود الهاشمي القرشي"
LEFT_BORDER, RIGHT_BORDER = og.FACE[0] + og.INSET, og.FACE[2] - og.INSET


def drawn(**over: object) -> bytes:
    given = {
        "name": "Ada Lovelace",
        "role": "Bookbinder",
        "organisation": "Atelier",
        "address_line": "cards.example/ada",
        "portrait": None,
        "rtl": False,
        "fonts": FONTS,
    }
    return og.draw(**(given | LIGHT | over))  # type: ignore[arg-type]


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def painted(data: bytes, **over: object) -> tuple[int, int, int, int]:
    """The box of all that differs from a face without words."""
    empty = drawn(**({"name": "", "role": "", "organisation": "", "address_line": ""} | over))
    difference = ImageChops.difference(opened(data), opened(empty)).convert("L").point(lambda v: 255 * (v > 40))
    box = difference.getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_picture_is_a_baseline_jpeg_of_the_promised_size(colours):
    """cards 53"""
    data = drawn(**colours)
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.size, picture.mode) == ("JPEG", (1200, 630), "RGB")
    assert "progressive" not in picture.info
    assert len(data) <= 300_000


def test_noisiest_portrait_stays_within_the_limit():
    """cards 53"""
    noise = pictures.encoded(Image.effect_noise((640, 640), 250).convert("RGB"), quality=95)
    assert len(drawn(portrait=noise, name=LONG, role=LONG)) <= 300_000


def test_portrait_larger_than_a_rendition_is_a_defect():
    with pytest.raises(ValueError, match="rendition"):
        drawn(portrait=pictures.jpeg(2100, 2100))


@pytest.mark.parametrize(
    ("name", "rtl"),
    [
        (LONG, False),
        (RTL_LONG, True),
        ("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", False),
        ("王小明" * 20, False),
        ("김민수 " * 20, False),
        ("דוד בן-גוריון " * 8, True),
    ],
    ids=["latin", "arabic", "one word", "chinese", "korean", "hebrew"],
)
@pytest.mark.parametrize("portrait", [None, pictures.jpeg(640, 640)], ids=["alone", "portrait"])
def test_long_names_fit(name, rtl, portrait):
    """cards 53: long and RTL names fit: nothing crosses the border or reaches the portrait"""
    data = drawn(name=name, role=name, organisation=name, rtl=rtl, portrait=portrait)
    left, top, right, bottom = painted(data, rtl=rtl, portrait=portrait)
    beside = og.PORTRAIT + 40 if portrait else 0
    assert left >= LEFT_BORDER - 4 + (beside if rtl else 0)
    assert right <= RIGHT_BORDER + 4 - (0 if rtl else beside)
    assert top > og.FACE[1] + 20
    assert bottom < og.FACE[3] - og.EDGE - 30


def test_name_takes_one_line_if_it_can_and_steps_down_if_not():
    short, _ = og._fit_name("Ada", DISPLAY, 616, rtl=False)
    middle, lines = og._fit_name("Ada Augusta King of Lovelace", DISPLAY, 616, rtl=False)
    least, cut = og._fit_name(LONG, DISPLAY, 616, rtl=False)
    assert (short, middle, least) == (128, 76, 52)
    assert lines == ["Ada Augusta", "King of Lovelace"]
    assert [len(cut), cut[-1][-1]] == [2, "…"]


def test_right_to_left_face_is_mirrored():
    wanted = {"role": "", "organisation": "", "address_line": ""}
    left = painted(drawn(name="Ada", **wanted))
    right = painted(drawn(name="דוד", rtl=True, **wanted), rtl=True)
    assert abs(left[0] - LEFT_BORDER) < 16
    assert abs(right[2] - RIGHT_BORDER) < 16


def test_portrait_stands_on_the_far_side():
    blue = pictures.encoded(Image.new("RGB", (320, 320), pictures.BLUE))
    ltr, rtl = opened(drawn(portrait=blue)), opened(drawn(portrait=blue, rtl=True))
    at_right, at_left = (og.FACE[2] - og.INSET - 50, 300), (og.FACE[0] + og.INSET + 50, 300)
    assert ltr.getpixel(at_right) == pytest.approx(pictures.BLUE, abs=8)
    assert rtl.getpixel(at_left) == pytest.approx(pictures.BLUE, abs=8)


def test_painted_edge_has_the_ink():
    assert opened(drawn()).getpixel((600, og.FACE[3] - 7)) == pytest.approx((0x23, 0x45, 0x9D), abs=6)


@pytest.mark.parametrize("letter", "aéłệбЖαλאשםعبيกไ王明かカ한글")
def test_every_script_has_a_font_file(letter):
    """No tofu: the file found really has the letter"""
    file = lettering._file_with(letter, DISPLAY)
    assert file is not None
    assert lettering._draws(file, letter)


def test_letters_no_font_has_are_left_out():
    assert [piece.text for piece in lettering.pieces("Zoë ☕\U0001f600", DISPLAY, rtl=False)] == ["Zoë "]


def test_control_characters_are_left_out():
    """A name cannot turn the line around or break it"""
    hostile = "A\u202eda\x00\nLove\u2066lace\u2028X"
    assert drawn(name=hostile) == drawn(name="Ada Lovelace X")


def test_line_of_two_directions_is_ordered_as_it_is_seen():
    """Right to left: what is read first stands furthest right; a Latin word inside keeps its own order"""
    seen = lettering.pieces("مكتب Byron للتصميم", DISPLAY, rtl=True)
    assert [(piece.text.strip(), piece.rightward) for piece in seen if piece.text.strip()] == [
        ("للتصميم", False),
        ("Byron", True),
        ("مكتب", False),
    ]
    inside = lettering.pieces("Studio דוד Berlin", DISPLAY, rtl=False)
    assert [piece.text.strip() for piece in inside] == ["Studio", "דוד", "Berlin"]


def test_number_inside_right_to_left_text_keeps_its_place():
    seen = [piece.text.strip() for piece in lettering.pieces("רופא 24 שעות", DISPLAY, rtl=True)]
    assert seen in (["שעות", "24", "רופא"], ["רופא 24 שעות"])


def test_arabic_letters_are_joined():
    """Lam and alef become one sign, narrower than the two"""
    alone = sum(lettering.width(letter, DISPLAY, 80, rtl=True) for letter in "لا")
    assert lettering.width("لا", DISPLAY, 80, rtl=True) < alone * 0.9


def test_without_font_packages_latin_is_still_drawn(tmp_path):
    box = painted(drawn(fonts=tmp_path), fonts=tmp_path)
    assert box[2] - box[0] > 300
