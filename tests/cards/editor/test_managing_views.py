"""Renaming, pausing, copying, deleting a card and bringing versions back, as a member does it in the browser."""

import re

import pytest
from django.test import Client

from cards import publishing
from cards.models import Card, Publication
from tests.cast import Cast, make_card, make_document
from workspaces.scoping import inside


@pytest.fixture
def card(cast: Cast) -> Card:
    return make_card(cast.atelier, "ada", by=cast.ada, published=True)


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    client.force_login(cast.ada)
    return client


def at(card: Card, act: str) -> str:
    return f"/w/atelier/cards/{card.pk}/{act}/"


def test_a_new_address_leaves_the_old_one_leading_to_it(card: Card, ada: Client):
    """cards 6"""
    assert ada.post(at(card, "handle"), {"handle": "countess"}).status_code == 302
    answers = [ada.get(path) for path in ("/countess", "/ada")]
    assert [answer.status_code for answer in answers] == [200, 301]
    assert answers[1]["Location"] == "/countess"


@pytest.mark.parametrize("handle", ["admin", "cleo", "a", "x--y"])
def test_an_address_that_cannot_be_had_changes_nothing(cast: Cast, card: Card, ada: Client, handle: str):
    """cards 4, 5; A66"""
    make_card(cast.outpost, "cleo", by=cast.cleo)
    assert ada.post(at(card, "handle"), {"handle": handle}).status_code == 422
    assert ada.get("/ada").status_code == 200


def test_a_paused_card_rests_and_comes_back(card: Card, ada: Client):
    """cards 3"""
    ada.post(at(card, "pause"), {"forward_url": ""})
    assert ada.get("/ada").status_code == 404
    ada.post(at(card, "pause"), {"forward_url": "https://example.org/away"})
    assert ada.get("/ada")["Location"] == "https://example.org/away"
    ada.post(at(card, "pause"), {"act": "resume"})
    assert ada.get("/ada").status_code == 200


@pytest.mark.parametrize("address", ["javascript:alert(1)", "mailto:a@b.example"])
def test_a_card_forwards_to_web_addresses_only(card: Card, ada: Client, address: str):
    """cards 15; A01"""
    assert ada.post(at(card, "pause"), {"forward_url": address}).status_code == 422
    assert ada.get("/ada").status_code == 200


def test_a_copy_is_a_draft_of_its_own(cast: Cast, card: Card, ada: Client):
    assert ada.get(at(card, "duplicate")).status_code == 200
    ada.post(at(card, "duplicate"))
    with inside(cast.atelier):
        copy = Card.objects.get(handle="ada-2")
        assert (copy.status, copy.draft, copy.codes.count()) == ("draft", card.draft, 1)


def test_deleting_asks_first_and_can_be_undone(card: Card, ada: Client):
    """cards 99"""
    assert ada.get(at(card, "delete")).status_code == 200
    assert ada.get("/ada").status_code == 200
    ada.post(at(card, "delete"))
    assert ada.get("/ada").status_code == 410
    assert f'action="{at(card, "restore")}"' in ada.get("/w/atelier/").content.decode()
    ada.post(at(card, "restore"))
    assert ada.get("/ada").status_code == 200


def test_a_version_comes_back_into_the_draft(cast: Cast, card: Card, ada: Client):
    """cards 22"""
    with inside(cast.atelier):
        later = make_document(identity={"title": "Engraver"})
        publishing.save(card=card, document=later, version=card.draft_version, by=cast.ada)
        publishing.publish(card=card, by=cast.ada)
    assert "Bookbinder" in ada.get(at(card, "history/1")).content.decode()
    ada.post(at(card, "history/1/restore"))
    card.refresh_from_db()
    assert card.document.identity.title == "Bookbinder"
    assert "Engraver" in ada.get("/ada").content.decode()
    assert ada.get(at(card, "history/9")).status_code == 404


@pytest.mark.parametrize("act", ["handle", "pause", "duplicate", "delete", "restore", "history/1/restore"])
def test_a_viewer_changes_nothing(cast: Cast, card: Card, client: Client, act: str):
    client.force_login(cast.vera)
    assert client.post(at(card, act), {"handle": "vera-was-here"}).status_code == 403
    assert client.get("/ada").status_code == 200


def test_versions_say_which_one_is_on_the_web(card: Card, ada: Client, cast: Cast):
    """cards 22"""
    with inside(cast.atelier):
        document = make_document(identity={"title": "Printer"})
        publishing.save(card=card, document=document, version=card.draft_version, by=cast.ada)
        publishing.publish(card=card, by=cast.ada)
    page = ada.get(at(card, "history")).content.decode()
    first, live = page.partition("Version 1")[0], page.partition("Version 2")[2].partition("Version 1")[0]
    assert (page.count("on the web now"), "on the web now" in live, "Version 2" in first) == (1, True, True)


def test_versions_say_what_they_changed(card: Card, ada: Client, cast: Cast):
    """cards 22; of the oldest one kept that is known only where it is the first"""
    with inside(cast.atelier):
        for title in ("Printer", "Engraver"):
            document = make_document(identity={"title": title}, language="en" if title == "Printer" else "de")
            publishing.save(card=card, document=document, version=card.draft_version, by=cast.ada)
            publishing.publish(card=card, by=cast.ada)
    said = re.compile(r"Changed: ([^<]*?)\s*<|(First publication)")
    page = ada.get(at(card, "history")).content.decode()
    assert said.findall(page) == [
        ("What you do, Language of the card", ""),
        ("What you do", ""),
        ("", "First publication"),
    ]
    with inside(cast.atelier):
        Publication.objects.get(card=card, number=1).delete()
    assert said.findall(ada.get(at(card, "history")).content.decode()) == [("What you do, Language of the card", "")]


def test_restoring_what_is_on_the_web_asks_for_no_publishing(card: Card, ada: Client):
    """cards 22"""
    said = ada.post(at(card, "history/1/restore"), follow=True).content.decode()
    assert ("on the web already" in said, "Publish it when it is right" in said) == (True, False)


def test_deleting_says_which_of_two_alike(card: Card, ada: Client):
    """cards 99"""
    copy = ada.post(at(card, "duplicate"))["Location"]
    page = ada.get(f"{copy}delete/").content.decode()
    assert ("/ada-2</bdi>" in page, "Draft" in page) == (True, True)


def test_the_present_address_is_opened_and_copied_where_it_is_changed(cast: Cast, client: Client, settings):
    """cards 6, 57: once the card is on the web"""
    card = make_card(cast.atelier, by=cast.ada)
    client.force_login(cast.ada)
    seen = []
    for _turn in range(2):
        page = client.get(f"/w/atelier/cards/{card.pk}/handle/").content.decode()
        seen.append(re.findall(r'share-address"\s+href="([^"]*)"|copy-button data-text="([^"]*)"', page))
        with inside(cast.atelier):
            publishing.publish(card=card, by=cast.ada)
    assert seen == [[], [(f"{settings.BASE_URL}/ada", ""), ("", f"{settings.BASE_URL}/ada")]]
