"""The sixteen inks and brand colours: readable by construction (cards 24, 25)."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cards.colour import READABLE, NotAColour, contrast, to_oklch
from cards.inks import INKS, Ink, bad_brand, shades, text_on
from cards.stocks import TOKENS_DARK, TOKENS_LIGHT

PAPERS = ("stock", "sheet", "well")

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def worst(colour: str, tokens: dict[str, str]) -> float:
    return min(contrast(colour, tokens[paper]) for paper in PAPERS)


def hue_distance(one: float, other: float) -> float:
    return abs((one - other + 180) % 360 - 180)


def test_there_are_sixteen_inks_with_their_hues() -> None:
    """cards 24"""
    assert {ink.name: ink.hue for ink in INKS.values()} == {
        "oxblood": 15, "brick": 35, "rust": 50, "umber": 65, "ochre": 85, "olive": 110, "moss": 130, "bottle": 155,
        "verdigris": 180, "teal": 200, "petrol": 220, "denim": 240, "ultramarine": 265, "violet": 290, "plum": 320,
        "rose": 350,
    }  # fmt: skip


def test_the_worst_ink_still_reads_well_on_the_house_papers() -> None:
    """cards 25: 6.8 to 1 by day, 8.1 to 1 by night"""
    by_day = min(worst(shades(ink).act_light, TOKENS_LIGHT) for ink in INKS.values())
    by_night = min(worst(shades(ink).act_dark, TOKENS_DARK) for ink in INKS.values())
    assert (round(by_day, 1), round(by_night, 1)) == (6.8, 8.1)


@pytest.mark.parametrize("ink", INKS.values(), ids=INKS.keys())
def test_an_ink_keeps_its_hue_and_paints_its_own_edge(ink: Ink) -> None:
    """cards 24"""
    own = shades(ink)
    drift = max(hue_distance(to_oklch(colour)[2], ink.hue) for colour in (own.act_light, own.act_dark))
    assert (own.edge_light, own.edge_dark, drift < 2) == (own.act_light, own.act_dark, True)


@given(colours)
@example("#ffff00")
@example("#0000ff")
@example("#ffffff")
@example("#000000")
@example("#777777")
def test_any_brand_colour_reads_on_the_house_papers_and_under_its_text(brand: str) -> None:
    """cards 25"""
    own = shades(brand)
    assert worst(own.act_light, TOKENS_LIGHT) >= READABLE
    assert worst(own.act_dark, TOKENS_DARK) >= READABLE
    assert contrast(own.on_edge_light, own.edge_light) >= READABLE
    assert contrast(own.on_edge_dark, own.edge_dark) >= READABLE


@given(colours)
def test_a_brand_colour_stays_untouched_on_the_edge(brand: str) -> None:
    """cards 24: the owner sees the company's own colour"""
    own = shades(brand)
    assert (own.edge_light, own.edge_dark) == (brand, brand)


def test_a_brand_colour_keeps_its_hue_where_its_lightness_is_set() -> None:
    """cards 25"""
    own = shades("#ff6600")
    hue = to_oklch("#ff6600")[2]
    lightness = [round(to_oklch(colour)[0], 2) for colour in (own.act_light, own.act_dark)]
    assert lightness == [0.42, 0.78]
    assert max(hue_distance(to_oklch(colour)[2], hue) for colour in (own.act_light, own.act_dark)) < 3


@pytest.mark.parametrize("text", ["red", "#fff", "red;}</style><script>", "#12345g", "petrol", ""])
def test_a_brand_colour_that_is_no_hex_is_refused(text: str) -> None:
    """A09"""
    with pytest.raises(NotAColour):
        shades(text)
    assert bad_brand(text) is True


def test_a_brand_colour_in_either_case_is_accepted() -> None:
    """cards 24"""
    assert (bad_brand("#FF6600"), shades("#FF6600").edge_light) == (False, "#ff6600")


def test_text_on_a_fill_is_the_house_ink_or_paper_and_black_only_where_these_fail() -> None:
    """cards 25"""
    assert [text_on(fill) for fill in ("#ffcc00", "#23459d", "#f04e23")] == ["#182239", "#fdfefb", "#000000"]
