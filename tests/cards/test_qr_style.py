"""Colours of a QR code: what is refused and why (cards 45; A70)."""

import pytest

from cards.qr_style import Style, StyleRefusal, StyleRefused


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
