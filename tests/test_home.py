"""The tray: what a workspace has, for those who belong to it."""

import re
from typing import Any

import pytest
from django.test import Client

from cards import deleting, publishing
from cards.models import Card, Prepared
from cardsite import home
from tests.cast import Cast, make_card, make_document
from workspaces.scoping import inside

STATE = r"</bdi>(?:</a>)?\s*(<span>.*?</span>\s*[^<]*</span>)"
MENU = {
    "ada": [
        "Open the card",
        "Share",
        "Address",
        "QR codes",
        "Figures",
        "Show on this screen",
        "What phones save",
        "Versions",
        "People",
        "Password",
        "Pause",
        "Duplicate",
        "Export text (JSON)",
        "Delete",
    ],
    "eve": [
        "Open the card",
        "Share",
        "Address",
        "QR codes",
        "Figures",
        "Show on this screen",
        "What phones save",
        "Versions",
        "Password",
        "Pause",
        "Export text (JSON)",
    ],
    "vera": ["Open the card", "Share", "QR codes", "Figures", "Show on this screen", "What phones save", "Versions"],
}


def texts(answer: Any, pattern: str) -> list[str]:
    """The words inside each match within the tray, tags left out."""
    tray = answer.content.decode().partition('<ul class="tray">')[2]
    found = re.findall(pattern, tray, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", part).split()) for part in found]


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    client.force_login(cast.ada)
    return client


def test_the_empty_tray_invites_to_make_a_card(ada: Client):
    page = ada.get("/w/atelier/").content.decode()
    assert 'href="/w/atelier/cards/new/"' in page


def test_the_empty_tray_tells_a_viewer_who_makes_cards(cast: Cast, client: Client):
    client.force_login(cast.vera)
    page = client.get("/w/atelier/").content.decode()
    assert ("cards/new/" in page, "An owner or administrator" in page) == (False, True)


def test_the_tray_shows_the_workspaces_own_cards_only(cast: Cast, client: Client):
    card = make_card(cast.atelier, "ada", by=cast.ada)
    make_card(cast.outpost, "cleo", by=cast.cleo, identity={"given": "Cleo", "family": "Canary"})
    client.force_login(cast.vera)
    page = client.get("/w/atelier/").content.decode()
    assert f'href="/w/atelier/cards/{card.pk}/"' in page
    assert ("Canary" in page, 'href="/w/atelier/cards/new/"' in page) == (False, False)


@pytest.mark.parametrize("name", MENU)
def test_the_menu_of_a_card_holds_what_the_role_may_do(cast: Cast, client: Client, name: str):
    """rule 4"""
    make_card(cast.atelier, "ada", by=cast.ada, published=True)
    client.force_login(getattr(cast, name))
    assert texts(client.get("/w/atelier/"), r'<a class="menu-item.*?</a>') == MENU[name]


def test_a_card_says_how_it_stands(cast: Cast, ada: Client):
    """cards 1, 22"""
    card = make_card(cast.atelier, "ada", by=cast.ada)
    states = texts(ada.get("/w/atelier/"), STATE)
    with inside(cast.atelier):
        publishing.publish(card=card, by=cast.ada)
        states += texts(ada.get("/w/atelier/"), STATE)
        document = make_document(identity={"title": "Typesetter"})
        publishing.save(card=card, document=document, version=card.draft_version, by=cast.ada)
        states += texts(ada.get("/w/atelier/"), STATE)
        publishing.pause(card=card, by=cast.ada)
        states += texts(ada.get("/w/atelier/"), STATE)
    assert states == [
        "Draft",
        "Published",
        "Published has changes nobody sees yet",
        "Paused",
    ]


def test_the_tray_asks_the_database_as_often_for_three_cards_as_for_one(
    cast: Cast, ada: Client, django_assert_num_queries
):
    for count in (1, 2):
        for number in range(count):
            make_card(cast.atelier, f"ada-{count}{number}", by=cast.ada, published=True)
        ada.get("/w/atelier/")  # whoever comes the first time is noted down
        with django_assert_num_queries(8):
            ada.get("/w/atelier/")


def test_a_deleted_card_waits_in_the_tray_for_whoever_may_bring_it_back(cast: Cast, client: Client):
    """cards 99"""
    card = make_card(cast.atelier, "ada", by=cast.ada, published=True)
    with inside(cast.atelier):
        deleting.delete(card=card, by=cast.ada)
    seen = {}
    for person in (cast.ada, cast.eve):
        client.force_login(person)
        seen[person.name] = f"/w/atelier/cards/{card.pk}/restore/" in client.get("/w/atelier/").content.decode()
    assert seen == {"Ada": True, "Eve": False}
    client.force_login(cast.ada)
    client.post(f"/w/atelier/cards/{card.pk}/restore/")
    with inside(cast.atelier):
        assert Card.objects.get(pk=card.pk).status == "published"


def test_the_address_of_a_card_on_the_web_is_opened_and_copied_in_the_tray(cast: Cast, ada: Client, settings: Any):
    """cards 57; nobody is led to an address that answers nobody yet"""
    make_card(cast.atelier, "ada", by=cast.ada, published=True)
    make_card(cast.atelier, "draft", by=cast.ada)
    page = ada.get("/w/atelier/").content.decode()
    assert re.findall(r'tray-address"\s+href="([^"]*)"', page) == ["/ada"]
    assert re.findall(r'<copy-button data-text="([^"]*)"', page) == [f"{settings.BASE_URL}/ada"]


def test_choosing_leads_to_the_workspace_used_last(cast: Cast, client: Client):
    client.force_login(cast.cleo)
    assert client.get("/w/")["Location"] == "/w/outpost/"


def test_a_card_in_the_tray_is_seen_in_its_own_design(cast: Cast, ada: Client):
    """look.md: cards as small faces; each is drawn by the page that draws it in the editor"""
    cards = [
        make_card(cast.atelier, name, by=cast.ada, identity={"display_name": name}, design={"name": name})
        for name in ("night", "swiss")
    ]
    page = ada.get("/w/atelier/").content.decode()
    places = [f"/w/atelier/cards/{card.pk}/designs/{card.handle}/" for card in cards]
    assert re.findall(r'<iframe class="miniature"\s+src="([^"]*)"', page) == places
    for card, where in zip(cards, places, strict=True):
        assert re.findall(r'data-design="(\w+)"', ada.get(where).content.decode()) == [card.handle]


def test_cards_are_found_by_what_people_remember(cast: Cast, ada: Client):
    """Folded, every word somewhere, also the address of whoever it waits for; the rest of the tray is left out"""
    make_card(
        cast.atelier,
        "mueller",
        by=cast.ada,
        identity={"given": "Jörg", "family": "Müller", "title": "Roofer"},
    )
    make_card(cast.atelier, "ada", by=cast.ada, emails=[{"address": "Office@Example.com"}])
    waits = make_card(cast.atelier, "eve", by=cast.ada, identity={"given": "Eve", "family": "Stone"}, published=True)
    with inside(cast.atelier):
        Prepared.objects.create(card=waits, email="nina@example.com")
    found = {
        asked: re.findall(r'<span class="tray-title">(.*?)</span>', ada.get(f"/w/atelier/?{asked}").content.decode())
        for asked in (
            "q=MULLER+roof",
            "q=office%40",
            "q=nina",
            "status=waiting",
            "status=draft&sort=new",
            "q=nobody",
        )
    }
    assert found == {
        "q=MULLER+roof": ["Jörg Müller"],
        "q=office%40": ["Ada Byron"],
        "q=nina": ["Eve Stone"],
        "status=waiting": ["Eve Stone"],
        "status=draft&sort=new": ["Ada Byron", "Jörg Müller"],
        "q=nobody": [],
    }
    assert "No card like that." in ada.get("/w/atelier/?q=nobody").content.decode()


def test_the_search_follows_what_a_card_says(cast: Cast):
    card = make_card(cast.atelier, "ada", by=cast.ada)
    with inside(cast.atelier):
        new = make_document(identity={"title": "Glazier"})
        publishing.save(card=card, document=new, version=card.draft_version, by=cast.ada)
        found = [Card.objects.get_queryset().matching(words).count() for words in ("glazier", "bookbinder")]
    assert found == [1, 0]


def test_many_cards_come_in_pages_that_keep_what_was_asked(cast: Cast, ada: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(home, "A_PAGE", 2)
    for number in range(3):
        make_card(cast.atelier, f"ada-{number}", by=cast.ada, identity={"family": f"Byron{number}"})
    page = ada.get("/w/atelier/?q=ada&sort=new&page=2").content.decode()
    assert re.findall(r'<span class="tray-title">(.*?)</span>', page) == ["Ada Byron0"]
    assert 'href="?q=ada&amp;sort=new&amp;page=1"' in page


def test_many_cards_are_published_at_once(cast: Cast, ada: Client):
    """Those ticked, or all that were found; whose ids are foreign or no numbers is nobody's."""
    first, _other, last = (make_card(cast.atelier, handle, by=cast.ada) for handle in ("one", "two", "three"))
    foreign = make_card(cast.outpost, "cleo", by=cast.cleo)
    chosen = "/w/atelier/cards/chosen/"
    answer = ada.post(chosen, {"act": "publish", "card": [first.pk, foreign.pk, "x"]}, follow=True)
    assert "1 card is published." in answer.content.decode()
    assert Card.unscoped.filter(status="published").count() == 1
    ada.post(chosen, {"act": "publish", "all": "1", "q": "byron", "status": "draft"})
    statuses = dict(Card.unscoped.values_list("handle", "status"))
    assert statuses == {"one": "published", "two": "published", "three": "published", "cleo": "draft"}
    assert "Tick at least one card." in ada.post(chosen, {"act": "publish"}, follow=True).content.decode()
    answer = ada.post(chosen, {"act": "print", "card": [first.pk, last.pk]})
    assert answer["Location"] == f"/w/atelier/cards/print/?card={first.pk}&card={last.pk}"
    assert ada.post(chosen, {"act": "burn"}).status_code == 400
