"""Owners are told what became of their own colour (cards 25)."""

import re

import pytest

from cards.colour import READABLE, contrast
from cards.content import Design
from cards.designs import DESIGNS
from cards.editor.brand import brand_words
from cards.stocks import STOCKS, card_tokens


def test_a_light_colour_was_made_darker_for_paper():
    assert brand_words(Design(name="letterpress", brand="#ffe000")) == [
        "Your colour was made darker for text: #594d00.",
        "On dark screens it was made darker: #d2b800.",
    ]


def test_paper_that_is_always_dark_has_one_sentence_where_one_colour_serves():
    """Black tie has no day."""
    words = brand_words(Design(name="night", brand="#112244"))
    assert [re.sub("#[0-9a-f]{6}", "#", sentence) for sentence in words] == [
        "Your colour was made lighter for text: #."
    ]


def test_an_ink_of_the_house_needs_no_word():
    assert brand_words(Design(ink="plum")) == []


def test_a_colour_that_needed_nothing_is_not_talked_about():
    kept = card_tokens("#1a6b52", STOCKS["ivory"], dark=False)["act"]
    words = brand_words(Design(name="letterpress", brand=kept))
    assert [sentence for sentence in words if "for text" in sentence] == []


@pytest.mark.parametrize("key", DESIGNS)
@pytest.mark.parametrize("brand", ["#ffffff", "#000000", "#ffe000", "#0000ff", "#808080", "#1a6b52"])
def test_the_colour_told_is_the_one_that_reads(key: str, brand: str):
    told = re.findall(r"#[0-9a-f]{6}", " ".join(brand_words(Design(name=key, brand=brand))))
    papers = [card_tokens(brand, STOCKS[DESIGNS[key].stock], dark=dark)["stock"] for dark in (False, True)]
    assert [colour for colour in told if max(contrast(colour, paper) for paper in papers) < READABLE] == []
