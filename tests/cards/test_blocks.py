"""The kinds of block and what they need to be edited and shown (cards 17)."""

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from cards.blocks import registry
from cards.content import Block, Document, Identity, Link
from cards.models import Card

KINDS = registry.kinds()
DOCUMENT = Document(identity=Identity(given="Ada", bio="Books."), links=(Link(url="https://atelier.example/"),))


def kinds_shown(*blocks: Block) -> list[str]:
    return [context["kind"] for context in registry.shown(DOCUMENT.model_copy(update={"blocks": blocks}), Card())]


def test_the_kinds_are_those_of_the_settings_in_their_order():
    assert [f"cards.blocks.{kind}" for kind in KINDS][:12] == settings.CARD_BLOCKS[:12]
    assert list(KINDS)[12:] == ["lead_form", "booking", "services", "products", "shop"]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_form_edits_exactly_its_body(kind):
    """cards 17: what a form gives is a body, and an empty one is allowed."""
    form = kind.form({})
    assert form.is_valid()
    assert set(form.cleaned_data) == set(kind.body.model_fields)
    assert kind.body.model_validate(form.cleaned_data) == kind.body()
    get_template(kind.template)  # raises when there is none


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_is_presented_to_who_may_add_it(kind):
    """A sign of its own and one sentence of what it will be."""
    get_template(f"ui/icons/{kind.icon}.svg")  # raises when there is none
    assert str(kind.says).endswith(".")
    for file in (*kind.css, *kind.js):
        assert finders.find(file), file


def test_a_card_without_blocks_shows_the_usual_ones_that_have_something_to_say():
    assert kinds_shown() == ["about", "links"]


def test_blocks_are_shown_in_their_order_without_hidden_unknown_and_broken_ones():
    """cards 17"""
    placed = [
        Block(id="l", kind="links"),
        Block(id="t", kind="text", body={"text": "Hello", "gone_since": "an older release"}),
        Block(id="a", kind="about", hidden=True),
        Block(id="u", kind="unknown"),
        Block(id="b", kind="text", body={"text": ["broken"]}),
        Block(id="e", kind="text"),
    ]
    assert kinds_shown(*placed) == ["links", "text"]
