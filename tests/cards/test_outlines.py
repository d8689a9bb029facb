"""Words as outlines: the same ink as the lettering, in every script, with their holes (cards 45, 48)."""

from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image, ImageDraw

from cards.lettering import BROAD, Type
from cards.outlines import EM, area, trace, words

TEXT = Type(Path(settings.NPM_ROOT), ("schibsted-grotesk", *BROAD), 450)


def ink(text: str) -> float:
    """In squares of the letters' size; holes are taken off."""
    return -sum(area(outline) for outline in words(text, TEXT, rtl=False).outlines)


def test_a_ring_has_a_rim_and_a_hole_of_true_area() -> None:
    """One outline is filled, the other is a hole; neither has more points than it needs."""
    picture = Image.new("L", (100, 100))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((20, 20, 79, 79), fill=255)
    draw.rectangle((40, 40, 59, 59), fill=0)
    found = sorted(trace(picture), key=area)
    assert [round(area(outline)) for outline in found] == [-3600, 400]
    assert max(len(outline) for outline in found) <= 12


@pytest.mark.parametrize(("text", "outlines"), [("l", 1), ("o", 2), ("B", 3), ("i", 2), ("oo", 4), ("", 0)])
def test_a_letter_has_as_many_outlines_as_it_has_rims(text: str, outlines: int) -> None:
    assert len(words(text, TEXT, rtl=False).outlines) == outlines


@pytest.mark.parametrize(("text", "rtl"), [("Zoë", False), ("名刺", False), ("مكتبة", True), ("Łódź", False)])
def test_every_script_is_set_within_its_length(text: str, rtl: bool) -> None:
    """No empty boxes in print"""
    set_ = words(text, TEXT, rtl=rtl)
    across = [x for outline in set_.outlines for x, _y in outline]
    assert (min(across) > -0.2, max(across) < set_.wide + 0.2, len(set_.outlines) > 2) == (True, True, True)


def test_an_emoji_and_a_bare_control_break_nothing() -> None:
    assert words("A🙂\u202e", TEXT, rtl=False).outlines == words("A", TEXT, rtl=False).outlines


def test_placed_words_are_as_large_as_asked() -> None:
    """A full stop of half the size has a quarter of the ink."""
    dot = words(".", TEXT, rtl=False)
    half = sum(area(outline) for outline in dot.placed(3, 4, 0.5))
    assert half == pytest.approx(-ink(".") / 4)
    assert EM == 96
