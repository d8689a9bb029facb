"""Making a card in the browser: its address is proposed, checked and never lost."""

import pytest
from django.test import Client

from cards.models import Card
from tests.cast import Cast, make_card
from workspaces.scoping import inside

NEW = "/w/atelier/cards/new/"


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    client.force_login(cast.ada)
    return client


def test_a_card_begins_with_name_purpose_and_address(cast: Cast, ada: Client):
    answer = ada.post(NEW, {"name": "Rosa Vidal", "purpose": "appointments", "handle": "rosa-hair"})
    with inside(cast.atelier):
        card = Card.objects.get(handle="rosa-hair")
    assert (answer.status_code, answer["Location"]) == (302, f"/w/atelier/cards/{card.pk}/")
    assert (card.document.identity.given, card.document.identity.family, card.status) == ("Rosa", "Vidal", "draft")


def test_an_address_left_empty_is_made_from_the_name(cast: Cast, ada: Client):
    ada.post(NEW, {"name": "Jörg Müller", "purpose": "contact", "handle": ""})
    with inside(cast.atelier):
        assert [card.handle for card in Card.objects.all()] == ["jorg-muller"]


@pytest.mark.parametrize("handle", ["admin", "\u0430dmin", "API", ".well-known", "ada"])
def test_reserved_and_taken_addresses_are_refused_and_nothing_typed_is_lost(cast: Cast, ada: Client, handle: str):
    """A66; cards 4, 5"""
    make_card(cast.outpost, "ada", by=cast.cleo)
    answer = ada.post(NEW, {"name": "Rosa Vidal", "purpose": "sell", "handle": handle})
    assert (answer.status_code, 'value="Rosa Vidal"' in answer.content.decode()) == (422, True)
    with inside(cast.atelier):
        assert Card.objects.count() == 0


def test_taken_and_reserved_are_told_in_the_same_words(cast: Cast, ada: Client):
    """cards 5"""
    make_card(cast.outpost, "ada", by=cast.cleo)
    told = [ada.get("/w/atelier/cards/handle/", {"handle": handle}).content for handle in ("ada", "accounts")]
    assert b"not available" in told[0]
    assert told[0].split(b"</p>")[0] == told[1].split(b"</p>")[0]


def test_a_free_address_is_called_free(ada: Client):
    assert b"rosa-hair is free" in ada.get("/w/atelier/cards/handle/", {"handle": "rosa-hair"}).content


def test_editors_and_viewers_make_no_cards(cast: Cast, client: Client):
    for person in (cast.eve, cast.vera):
        client.force_login(person)
        assert client.post(NEW, {"name": "X Y", "purpose": "contact", "handle": "xy-zz"}).status_code == 403
