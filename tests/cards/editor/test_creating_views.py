"""Making a card in the browser: its address is proposed, checked and never lost."""

import re

import pytest
from django.test import Client

from cards.editor import limits
from cards.models import Card
from tests.cast import Cast, make_card
from workspaces.models import AuditEntry, User, Workspace
from workspaces.scoping import inside

NEW = "/w/atelier/cards/new/"
ROSA = {"name": "Rosa Vidal", "purpose": "appointments", "handle": "rosa-hair"}


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


def test_a_name_alone_brings_free_addresses_to_choose_from(cast: Cast, ada: Client):
    make_card(cast.outpost, "rosa-vidal", by=cast.cleo)
    page = ada.get("/w/atelier/cards/handle/", {"name": "Rosa Vidal", "handle": ""}).content.decode()
    assert re.findall(r'value="([^"]*)"', page) == ["rosavidal", "r-vidal", "rosa-v", "vidal-rosa"]


def test_a_card_for_selling_takes_orders_at_the_phone_given(cast: Cast, ada: Client):
    """cards 14: a number without country code is at home where the workspace is."""
    ada.post(NEW, {"name": "Bilal", "purpose": "sell", "phone": "+44 7700 900755", "handle": "bilal-bakes"})
    with inside(cast.atelier):
        document = Card.objects.get(handle="bilal-bakes").document
    assert [(phone.number, phone.whatsapp) for phone in document.phones] == [("+447700900755", True)]
    assert document.identity.bio.startswith("Order here, or tell me in WhatsApp")


def hint(page: str) -> str:
    return str(re.findall(r"With country code, e\.g\. ([+\d -]*\d)\.", page)[0])


@pytest.mark.parametrize(
    ("zone", "language", "example"),
    [
        ("Europe/Madrid", "de", "+34 612 34 56 78"),
        ("America/Mexico_City", "es", "+52 222 123 4567"),
        ("UTC", "es", "+34 612 34 56 78"),
        ("UTC", "en", "+44 7400 123456"),
    ],
)
def test_the_form_says_beforehand_how_a_phone_is_written(cast: Cast, ada: Client, zone, language, example):
    """cards 14: by the workspace's zone, else by its language"""
    Workspace.objects.filter(pk=cast.atelier.pk).update(zone=zone, language=language)
    assert hint(ada.get(NEW).content.decode()) == example


def test_a_number_of_ones_own_country_needs_no_code(cast: Cast, ada: Client):
    """cards 14: where the country is known"""
    Workspace.objects.filter(pk=cast.atelier.pk).update(zone="Europe/Madrid")
    ada.post(NEW, ROSA | {"phone": "600 111 222"})
    with inside(cast.atelier):
        assert [phone.number for phone in Card.objects.get().document.phones] == ["+34600111222"]


def test_a_number_without_country_is_refused_with_an_example_of_ones_own(cast: Cast, ada: Client):
    """cards 14: nobody knows where the workspace is"""
    Workspace.objects.filter(pk=cast.atelier.pk).update(language="es")
    page = ada.post(NEW, ROSA | {"phone": "600 111 222", "zone": "UTC"}).content.decode()
    assert "The country is missing. Begin with + and the country code, like +34 612 34 56 78." in page
    assert 'value="600 111 222"' in page


def test_the_first_card_asks_for_the_clock_that_no_browser_told(cast: Cast, ada: Client):
    """Preselected by the language; chosen, it counts for phone, workspace, person and what the card begins with."""
    Workspace.objects.filter(pk=cast.atelier.pk).update(language="es")
    page = ada.get(NEW).content.decode()
    assert ("Your city&#x27;s clock" in page, zone_chosen(page)) == (True, ["Europe/Madrid"])
    ada.post(NEW, ROSA | {"phone": "600 111 222", "zone": "Atlantic/Canary"})
    workspace, person = Workspace.objects.get(pk=cast.atelier.pk), User.objects.get(pk=cast.ada.pk)
    assert (workspace.zone, person.zone) == ("Atlantic/Canary", "Atlantic/Canary")
    with inside(cast.atelier):
        assert [phone.number for phone in Card.objects.get().document.phones] == ["+34600111222"]
        entry = AuditEntry.objects.get(verb="workspace.edit")
    assert (entry.actor, entry.before, entry.after) == (cast.ada, {"zone": "UTC"}, {"zone": "Atlantic/Canary"})
    assert "city&#x27;s clock" not in ada.get(NEW).content.decode()


def test_the_clock_is_asked_for_once(cast: Cast, ada: Client):
    """Whoever stays with UTC is not asked again; a known clock is neither asked for nor changed."""
    ada.post(NEW, ROSA | {"zone": "UTC"})
    assert "city&#x27;s clock" not in ada.get(NEW).content.decode()
    Card.unscoped.all().delete()
    Workspace.objects.filter(pk=cast.atelier.pk).update(zone="Europe/Berlin")
    assert "city&#x27;s clock" not in ada.get(NEW).content.decode()
    ada.post(NEW, ROSA | {"zone": "Asia/Tokyo", "handle": "rosa-two"})
    assert Workspace.objects.get(pk=cast.atelier.pk).zone == "Europe/Berlin"


def test_a_refused_form_keeps_the_chosen_clock_and_stores_none(cast: Cast, ada: Client):
    """With script too: only a fresh form takes the browser's guess."""
    make_card(cast.outpost, "taken", by=cast.cleo)
    assert "data-guess-zone" in ada.get(NEW).content.decode()
    page = ada.post(NEW, ROSA | {"zone": "Asia/Tokyo", "handle": "taken"}).content.decode()
    assert (zone_chosen(page), "data-guess-zone" in page) == (["Asia/Tokyo"], False)
    assert Workspace.objects.get(pk=cast.atelier.pk).zone == "UTC"
    assert ada.post(NEW, ROSA | {"zone": "Mars/Olympus"}).status_code == 422


def zone_chosen(page: str) -> list[str]:
    return re.findall(r'<option value="([^"]*)" selected', page)


def test_a_phone_nobody_can_call_is_refused_with_the_reason(cast: Cast, ada: Client):
    """cards 14"""
    answer = ada.post(NEW, {"name": "Bilal", "purpose": "sell", "phone": "12", "handle": "bilal-bakes"})
    page = answer.content.decode()
    assert (answer.status_code, 'value="12"' in page, "This is not a phone number" in page) == (422, True, False)
    assert "country" in page
    with inside(cast.atelier):
        assert Card.objects.count() == 0


def test_addresses_are_not_taken_without_end(cast: Cast, ada: Client, monkeypatch):
    """rules 21, 22: made and renamed cards count together; what was typed comes back."""
    monkeypatch.setattr(limits, "ADDRESSES_AN_HOUR", 2)
    ada.post(NEW, {"name": "First", "purpose": "contact", "handle": "first-card"})
    with inside(cast.atelier):
        first = Card.objects.get()
    ada.post(f"/w/atelier/cards/{first.pk}/handle/", {"handle": "renamed"})
    answers = [
        ada.post(NEW, {"name": "Third", "purpose": "contact", "handle": "third-card"}),
        ada.post(f"/w/atelier/cards/{first.pk}/handle/", {"handle": "third-card"}),
    ]
    assert [answer.status_code for answer in answers] == [429, 429]
    assert all(0 < int(answer["Retry-After"]) <= 3600 for answer in answers)
    assert all('value="third-card"' in answer.content.decode() for answer in answers)
    with inside(cast.atelier):
        assert [card.handle for card in Card.objects.all()] == ["renamed"]
