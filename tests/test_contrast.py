"""The house's colours can be read: every pair that our chrome sets, in both schemes (look.md's table)."""

import pytest

from cards.colour import contrast
from tests.test_css import tokens

SURFACES = ("stock", "sheet", "well")
# Least contrast over the three surfaces, light and dark, as look.md's table promises.
LEAST = {
    "ink": (13.3, 15.0),
    "ink-soft": (6.8, 9.1),
    "ink-faint": (4.6, 6.2),
    "line-strong": (3.05, 3.4),
    "act": (7.3, 8.5),
    "ok": (5.6, 7.5),
    "warn": (5.6, 7.5),
    "bad": (5.6, 7.5),
}
ROUNDING = 0.06


@pytest.mark.parametrize("name", LEAST)
@pytest.mark.parametrize(("scheme", "column"), [("light", 0), ("dark", 1)])
def test_texts_and_borders_are_seen_on_every_surface(scheme, column, name):
    colours = tokens(scheme)
    worst = min(contrast(colours[name], colours[surface]) for surface in SURFACES)
    assert worst >= LEAST[name][column] - ROUNDING


@pytest.mark.parametrize(("scheme", "least"), [("light", 8.1), ("dark", 9.2)])
def test_words_on_a_filled_button_read(scheme, least):
    colours = tokens(scheme)
    assert contrast(colours["on-act"], colours["act"]) >= least - ROUNDING


@pytest.mark.parametrize(("scheme", "least"), [("light", 8.3), ("dark", 9.8)])
def test_words_on_the_painted_edge_read(scheme, least):
    colours = tokens(scheme)
    assert contrast(colours["on-edge"], colours["edge"]) >= least - ROUNDING


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["on-night", "on-night-soft"])
def test_words_on_night_stock_read_in_both_schemes(scheme, name):
    colours = tokens(scheme)
    assert contrast(colours[name], colours["night"]) >= 7
