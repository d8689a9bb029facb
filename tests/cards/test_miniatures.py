"""A face alone, small, in any design (cards 24; look.md: live miniatures)."""

import re

import pytest

from cards import miniatures
from cards.content import Design, Document, Identity
from cards.designs import DESIGNS
from cards.inks import INKS
from cards.stocks import STOCKS, card_tokens

ADA = Document(
    identity=Identity(given="Ada", family="Marlowe", title="Bookbinder"),
    design=Design(name="night", ink="plum"),
)


@pytest.mark.parametrize("key", DESIGNS)
def test_a_miniature_is_the_face_in_that_design_and_the_cards_own_ink(key: str):
    html = miniatures.answer(ADA, DESIGNS[key]).content.decode()
    assert re.findall(r'data-design="(\w+)"', html) == [key]
    assert re.findall(r'<h1 class="face-name">(.*?)</h1>', html) == ["Ada Marlowe"]
    act = card_tokens(INKS["plum"], STOCKS[DESIGNS[key].stock], dark=False)["act"]
    assert f"--act:{act}" in html
    assert f"css/card-{key}" in html


def test_a_miniature_leaves_the_card_as_it_is():
    """cards 24: looking changes nothing"""
    miniatures.answer(ADA, DESIGNS["ticket"])
    assert ADA.design.name == "night"


def test_a_miniature_has_no_script_no_link_and_no_form():
    """It stands in a frame that is for the eye alone."""
    html = miniatures.answer(ADA, DESIGNS["ticket"]).content.decode()
    assert re.findall(r"<(?:script|a|form|button|input|iframe)\b", html) == []


def test_a_miniature_may_be_framed_by_ourselves_and_is_in_no_index():
    response = miniatures.answer(ADA, DESIGNS["ticket"])
    assert response._csp_replace == {"frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]
    assert response["X-Robots-Tag"] == "noindex"


def test_what_a_name_says_is_text():
    """A08"""
    loud = ADA.model_copy(update={"identity": Identity(display_name="<script>alert(1)</script>")})
    assert "<script" not in miniatures.answer(loud, DESIGNS["swiss"]).content.decode()
