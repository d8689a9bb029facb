"""The owner's own card in every design, for choosing (cards 24; look.md)."""

import re

import pytest
from django.test import Client

from cards import publishing
from cards.designs import DESIGNS
from cards.models import Card
from tests.cards.editor.forms_sent import sent
from tests.cast import Cast, make_card
from workspaces.scoping import inside


@pytest.fixture
def card(cast: Cast) -> Card:
    return make_card(cast.atelier, by=cast.ada, identity={"display_name": "Ada Marlowe"}, design={"ink": "rust"})


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    client.force_login(cast.ada)
    return client


def url(card: Card, rest: str = "") -> str:
    return f"/w/atelier/cards/{card.pk}/{rest}"


def save(client: Client, card: Card, **typed: str):
    card.refresh_from_db()
    form = sent(card.document, {"version": str(card.draft_version)} | typed)
    return client.post(url(card, "draft/"), form.urlencode(), content_type="application/x-www-form-urlencoded")


def test_the_editor_shows_every_design_of_this_very_card(ada: Client, card: Card):
    html = ada.get(url(card)).content.decode()
    assert re.findall(r'<iframe class="miniature"\s+src="([^"]+)"', html) == [
        url(card, f"designs/{key}/") for key in DESIGNS
    ]
    assert re.findall(r'<input type="radio" name="design-name" value="(\w+)"', html) == list(DESIGNS)


def test_a_miniature_shows_the_draft(ada: Client, card: Card):
    html = ada.get(url(card, "designs/ticket/")).content.decode()
    assert ("Ada Marlowe" in html, 'data-design="ticket"' in html) == (True, True)


def test_no_miniature_of_a_design_there_is_not(ada: Client, card: Card):
    assert ada.get(url(card, "designs/no_such/")).status_code == 404


def test_changing_the_design_loses_nothing_and_can_be_undone(cast: Cast, ada: Client, card: Card):
    """cards 24"""
    before = card.document
    save(ada, card, **{"design-name": "departures"})
    card.refresh_from_db()
    changed = before.design.model_copy(update={"name": "departures"})
    assert card.document == before.model_copy(update={"design": changed})
    with inside(cast.atelier):
        assert publishing.undo(card=card, by=cast.ada).document == before


def test_an_owner_is_told_what_became_of_a_colour(ada: Client, card: Card):
    """cards 25"""
    assert "was made" not in ada.get(url(card)).content.decode()
    save(ada, card, **{"design-brand": "#ffe000"})
    assert "Your colour was made darker for text: #594d00." in ada.get(url(card)).content.decode()


def test_the_word_about_a_colour_comes_with_the_save(ada: Client, card: Card):
    """It stands beside the field, without a reload."""
    form = sent(card.document, {"version": str(card.draft_version), "design-brand": "#ffe000"})
    answer = ada.post(
        url(card, "draft/"),
        form.urlencode(),
        content_type="application/x-www-form-urlencoded",
        headers={"HX-Request": "true"},
    ).content.decode()
    piece = answer.partition('id="brand-words"')[2].partition("</div>")[0]
    assert re.findall(r"<p>(.*?)</p>", piece)[0] == "Your colour was made darker for text: #594d00."
