"""The designs as data, and as the stylesheets that carry them (cards 24, 29; look.md)."""

import re
from pathlib import Path

import pytest

from cards.colour import READABLE, contrast
from cards.designs import DESIGNS, FIRST, design_named
from cards.inks import INKS
from cards.stocks import STOCKS, card_tokens

CSS = Path(__file__).parents[2] / "static" / "css"


def css(name: str) -> str:
    """The stylesheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", (CSS / name).read_text(), flags=re.DOTALL)


SHEETS = ["card.css", "absent.css", *(f"card-{key}.css" for key in DESIGNS)]


def test_every_design_has_a_stock_and_a_small_stylesheet_of_its_own():
    """cards 24"""
    for design in DESIGNS.values():
        assert design.stock in STOCKS
        assert len((CSS.parent / design.stylesheet).read_text().splitlines()) <= 80


def test_no_two_designs_share_their_type():
    """look.md: each is recognisable at a glance."""
    assert len({design.pair.key for design in DESIGNS.values()}) == len(DESIGNS)


def test_an_unknown_design_falls_back_to_the_first():
    """cards 24: taking a design away never loses a card."""
    assert design_named("no_such_design") == DESIGNS[FIRST]


@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
def test_every_ink_reads_in_every_design_by_day_and_by_night(design):
    """cards 25: text, main act and painted edge, on every surface they stand on."""
    for ink in INKS.values():
        for dark in (False, True):
            tokens = card_tokens(ink, STOCKS[design.stock], dark=dark)
            pairs = [
                *((text, paper) for text in ("ink", "ink-soft", "ink-faint", "act") for paper in ("stock", "sheet")),
                ("on-act", "act"),
                ("on-edge", "edge"),
            ]
            poor = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in pairs}
            assert [pair for pair, ratio in poor.items() if ratio < READABLE] == []


@pytest.mark.parametrize("name", SHEETS)
def test_stylesheets_say_no_colour_themselves(name):
    """look.md: colours come from the page's style element alone."""
    colours = r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab|lch)a?\(|:\s*(?:white|black)\b"
    assert re.findall(colours, css(name)) == []


@pytest.mark.parametrize("name", SHEETS)
def test_stylesheets_use_only_variables_that_exist(name):
    defined = set(re.findall(r"(--[a-z-]+)\s*:", css("card.css") + css(name)))
    defined |= {f"--{token}" for token in card_tokens(INKS["petrol"], STOCKS["white"], dark=False)}
    assert set(re.findall(r"var\((--[a-z-]+)", css(name))) - defined == set()
