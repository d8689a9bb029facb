"""Colours of a QR code: what is refused and why (cards 45; A70)."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.qr_style import Eyes, Modules, Style, StyleRefusal, StyleRefused

LOGO = "0f0e0d0c-0b0a-4908-8706-050403020100"


@pytest.mark.parametrize(
    ("dark", "light", "reason"),
    [
        ("#ffffff", "#000000", StyleRefusal.INVERTED),
        ("#777777", "#000000", StyleRefusal.INVERTED),
        ("#808080", "#808080", StyleRefusal.LOW_CONTRAST),
        ("#777777", "#ffffff", StyleRefusal.LOW_CONTRAST),
        ("#ff0000", "#00ff00", StyleRefusal.LOW_CONTRAST),
        ("#000000", "transparent", StyleRefusal.TRANSPARENT),
        ("#000000", "#ffffff00", StyleRefusal.TRANSPARENT),
        ("#000000", "#fff8", StyleRefusal.TRANSPARENT),
        ('"/><script>', "#ffffff", StyleRefusal.NOT_A_COLOUR),
        ("red;}</style><script>", "#ffffff", StyleRefusal.NOT_A_COLOUR),
        ("#000000\n", "#ffffff", StyleRefusal.NOT_A_COLOUR),
        ("#00000\u0661", "#ffffff", StyleRefusal.NOT_A_COLOUR),
        ("#000", "#ffffff", StyleRefusal.NOT_A_COLOUR),
        ("", "#ffffff", StyleRefusal.NOT_A_COLOUR),
    ],
)
def test_a_style_that_phones_would_not_read_cannot_be_made(dark: str, light: str, reason: StyleRefusal) -> None:
    """cards 45; A70"""
    with pytest.raises(StyleRefused) as refused:
        Style(dark, light)
    assert refused.value.reason == reason


def test_the_contrast_reached_is_told_when_it_is_too_low() -> None:
    """cards 45: refused with the reason"""
    with pytest.raises(StyleRefused) as refused:
        Style("#777777", "#ffffff")
    assert refused.value.contrast == pytest.approx(4.478, abs=0.001)


def test_the_least_contrast_that_passes_is_four_and_a_half() -> None:
    """cards 45: #767676 on white is 4.54"""
    assert Style("#767676").dark == "#767676"


def test_colours_are_kept_in_lower_case() -> None:
    """cards 44: equal settings, equal bytes"""
    assert Style("#1A2B3C", "#FFFFFF") == Style("#1a2b3c")


def refusal(**style: Any) -> tuple[StyleRefusal, dict[str, str]]:
    with pytest.raises(StyleRefused) as refused:
        Style(**style)
    return refused.value.reason, refused.value.nearest


@pytest.mark.parametrize(
    ("style", "reason", "nearest"),
    [
        ({"dark": "#8fa800"}, StyleRefusal.LOW_CONTRAST, {"dark": "#6b7f00"}),
        ({"dark": "#101010", "light": "#202020"}, StyleRefusal.LOW_CONTRAST, {"light": "#7c7b7b"}),
        ({"dark": "#00001c", "light": "#006bfc"}, StyleRefusal.LOW_CONTRAST, {"dark": "#000000"}),
        ({"dark": "#ffffff", "light": "#23459d"}, StyleRefusal.INVERTED, {"dark": "#23459d", "light": "#ffffff"}),
        ({"dark": "#123"}, StyleRefusal.NOT_A_COLOUR, {"dark": "#112233"}),
        ({"light": "#f6f6f280"}, StyleRefusal.TRANSPARENT, {"light": "#f6f6f2"}),
        ({"light": "transparent"}, StyleRefusal.TRANSPARENT, {"light": "#ffffff"}),
        ({"modules": "stars"}, StyleRefusal.NOT_A_SHAPE, {"modules": "square"}),
        ({"eyes": "<svg>"}, StyleRefusal.NOT_A_SHAPE, {"eyes": "square"}),
        ({"logo": "../../etc/passwd"}, StyleRefusal.NOT_A_PICTURE, {"logo": ""}),
        ({"logo": LOGO, "logo_side": 31}, StyleRefusal.LOGO_TOO_LARGE, {"logo_side": "30"}),
        ({"logo": LOGO, "logo_side": 11}, StyleRefusal.LOGO_TOO_SMALL, {"logo_side": "12"}),
        ({"caption": "x" * 33}, StyleRefusal.LONG_CAPTION, {"caption": "x" * 32}),
    ],
)
def test_a_refusal_names_the_nearest_setting_that_is_accepted(
    style: dict[str, Any], reason: StyleRefusal, nearest: dict[str, str]
) -> None:
    """cards 45, 46: and that setting is accepted indeed"""
    assert refusal(**style) == (reason, nearest)
    mended = style | nearest
    Style(**mended | ({"logo_side": int(mended["logo_side"])} if "logo_side" in mended else {}))


@settings(max_examples=400)
@given(st.tuples(*[st.integers(0, 0xFFFFFF)] * 2))
def test_whatever_two_colours_are_refused_the_nearest_are_not(pair: tuple[int, int]) -> None:
    """cards 45"""
    dark, light = (f"#{number:06x}" for number in pair)
    try:
        Style(dark, light)
    except StyleRefused as refused:
        Style(refused.nearest.get("dark", dark), refused.nearest.get("light", light))


def test_what_is_usual_is_not_stored() -> None:
    """cards 44: codes of before keep their settings, and with them their drawing"""
    assert Style("#123456").stored() == {"dark": "#123456", "light": "#ffffff"}
    assert Style(modules=Modules.DOTS, logo_side=30).stored() == {
        "dark": "#000000",
        "light": "#ffffff",
        "modules": "dots",
    }
    style = Style(eyes=Eyes.CIRCLE, logo=LOGO, logo_side=30, caption=" Scan \n me\x00 ")
    kept: dict[str, Any] = style.stored()
    assert (Style(**kept), style.caption) == (style, "Scan me")
