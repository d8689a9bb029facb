"""House tokens, stocks, and a card's own style element (cards 24, 25; A09)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.colour import READABLE, NotAColour, contrast, luminance
from cards.inks import INKS, Ink
from cards.stocks import SEEN, STOCKS, TOKENS_DARK, TOKENS_LIGHT, Stock, card_style, card_tokens

PAPERS = ("stock", "sheet", "well")
TEXTS = ("ink", "ink-soft", "ink-faint", "act", "ok", "warn", "bad")
COLOURS: list[Ink | str] = [*INKS.values(), "#ffffff", "#000000", "#ffff00", "#0000ff", "#808080"]

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def too_weak(tokens: dict[str, str]) -> list[tuple[str, str]]:
    """The pairs of text and ground, and of control border and ground, that fall short."""
    pairs = [(text, paper, READABLE) for text in TEXTS for paper in PAPERS]
    pairs += [("line-strong", paper, SEEN) for paper in PAPERS]
    pairs += [("on-act", "act", READABLE), ("on-edge", "edge", READABLE)]
    return [(one, other) for one, other, least in pairs if contrast(tokens[one], tokens[other]) < least]


def declared(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6})", css))


def test_the_house_tokens_are_those_of_the_style_guide() -> None:
    """cards 24: the values every stylesheet repeats"""
    assert TOKENS_LIGHT == {
        "stock": "#f6f6f2", "sheet": "#fdfefb", "well": "#ebece5", "ink": "#182239", "ink-soft": "#465064",
        "ink-faint": "#61697a", "line-strong": "#87877a", "line": "#d4d5cc", "act": "#23459d", "edge": "#f3b01d",
        "ok": "#0f663a", "warn": "#825102", "bad": "#a92227", "on-act": "#f6f6f2", "on-edge": "#182239",
    }  # fmt: skip
    assert TOKENS_DARK == {
        "stock": "#0f131a", "sheet": "#181c24", "well": "#090c12", "ink": "#f0f1eb", "ink-soft": "#bebeb6",
        "ink-faint": "#9c9c92", "line-strong": "#686f7e", "line": "#303540", "act": "#95b6fe", "edge": "#f0b135",
        "ok": "#6fd395", "warn": "#f0ba59", "bad": "#fe8b83", "on-act": "#0f131a", "on-edge": "#0f131a",
    }  # fmt: skip


@pytest.mark.parametrize("tokens", [TOKENS_LIGHT, TOKENS_DARK], ids=["light", "dark"])
def test_every_house_text_reads_on_every_house_paper(tokens: dict[str, str]) -> None:
    """cards 25"""
    assert too_weak(tokens) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS.keys())
def test_every_ink_and_text_reads_on_every_stock(stock: Stock, dark: bool) -> None:
    """cards 25: all inks and the hardest brand colours"""
    weak = {str(colour): too_weak(card_tokens(colour, stock, dark=dark)) for colour in COLOURS}
    assert {colour: pairs for colour, pairs in weak.items() if pairs} == {}


@given(colours, st.sampled_from(list(STOCKS.values())), st.booleans())
def test_any_brand_colour_reads_on_any_stock(brand: str, stock: Stock, dark: bool) -> None:
    """cards 25"""
    assert too_weak(card_tokens(brand, stock, dark=dark)) == []


def test_a_card_declares_every_token_of_the_house() -> None:
    """cards 24: a stylesheet's every var() is defined"""
    assert set(card_tokens(INKS["petrol"], STOCKS["sand"], dark=False)) == set(TOKENS_LIGHT) == set(TOKENS_DARK)


def test_the_style_follows_the_system_with_plain_hex_only() -> None:
    """cards 24, 25: old browsers need no colour function"""
    css = card_style(INKS["petrol"], STOCKS["ivory"])
    one = r":root\{color-scheme:light dark;(--[a-z-]+:#[0-9a-f]{6};?){15}\}"
    other = r"@media \(prefers-color-scheme:dark\)\{:root\{(--[a-z-]+:#[0-9a-f]{6};?){15}\}\}"
    assert re.fullmatch(one + other, css)


def test_a_preview_can_be_forced_into_either_scheme() -> None:
    """cards 24"""
    ink, stock = INKS["plum"], STOCKS["mist"]
    both = card_style(ink, stock)
    light, dark = card_style(ink, stock, "light"), card_style(ink, stock, "dark")
    assert (declared(light), declared(dark)) == (declared(both.split("@media")[0]), declared(both.split("@media")[1]))
    assert (light[:26], dark[:25]) == (":root{color-scheme:light;-", ":root{color-scheme:dark;-")


def test_night_is_dark_in_both_schemes() -> None:
    """cards 24"""
    day, night = card_style(INKS["rose"], STOCKS["night"]).split("@media")
    assert max(luminance(declared(css)["stock"]) for css in (day, night)) < 0.01
    assert day.startswith(":root{color-scheme:dark;")


def test_the_stocks_differ_from_each_other() -> None:
    """cards 24: a choice that shows"""
    papers = {card_tokens(INKS["petrol"], stock, dark=False)["stock"] for stock in STOCKS.values()}
    assert len(papers) == len(STOCKS) >= 5


@pytest.mark.parametrize("colour", ["red;}</style><script>", "#fff", ""])
def test_a_bad_colour_never_reaches_the_style(colour: Ink | str) -> None:
    """A09"""
    with pytest.raises(NotAColour):
        card_style(colour, STOCKS["white"])
