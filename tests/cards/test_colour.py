"""Reading hex, contrast, OKLCH to what a screen shows (cards 25; A09)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.colour import NotAColour, contrast, from_oklch, luminance, parse_hex, to_oklch

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    "text",
    [
        "red;}</style><script>",
        '"/><script>',
        "#fff",
        "#12345g",
        "#1234567",
        " #123456",
        "#123456\n",
        "#12345\u0663",
        "",
    ],
)
def test_what_is_no_six_digit_hex_is_refused(text: str) -> None:
    """A09; A70"""
    with pytest.raises(NotAColour):
        parse_hex(text)


def test_hex_is_kept_in_lower_case() -> None:
    """cards 44: equal settings are equal"""
    assert parse_hex("#23459D") == "#23459d"


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#ffffff", "#767676", 4.54), ("#ff0000", "#ffffff", 4.0)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    """cards 25: known pairs, in either order"""
    assert [contrast(one, other), contrast(other, one)] == pytest.approx([ratio, ratio], abs=0.005)


@pytest.mark.parametrize(
    ("oklch", "colour"),
    [
        ((0.0, 0.0, 0.0), "#000000"),
        ((1.0, 0.0, 0.0), "#ffffff"),
        ((0.62796, 0.25768, 29.234), "#ff0000"),
        ((0.86644, 0.29483, 142.495), "#00ff00"),
        ((0.45201, 0.31321, 264.052), "#0000ff"),
    ],
)
def test_the_primaries_are_where_the_definition_puts_them(oklch: tuple[float, float, float], colour: str) -> None:
    """cards 25: published values of OKLCH"""
    assert from_oklch(*oklch) == colour


@given(colours)
def test_every_hex_survives_the_way_to_oklch_and_back(colour: str) -> None:
    """cards 25: a brand colour's hue and chroma are what it says"""
    assert from_oklch(*to_oklch(colour)) == colour


@given(st.floats(0.3, 0.9), st.floats(0, 360))
def test_a_chroma_no_screen_shows_is_lowered_and_lightness_stays(lightness: float, hue: float) -> None:
    """cards 25: gamut mapping must not change how light a colour is"""
    shown, chroma, _ = to_oklch(from_oklch(lightness, 0.4, hue))
    assert (abs(shown - lightness) < 0.006, chroma < 0.4) == (True, True)


@given(colours)
def test_luminance_lies_between_black_and_white(colour: str) -> None:
    """cards 25"""
    assert 0 <= luminance(colour) <= 1
