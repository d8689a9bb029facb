"""Titles of many cards at once: to the web where nothing else waits, and nothing of anybody is lost (cards 82)."""

import re
from typing import Any

import pytest
from django.test import Client

from cards import publishing
from cards.content import Document
from cards.models import Card
from cards.titling import ChangedMeanwhile, Titles, Told, retitle, titles
from tests.cast import Cast, make_card
from workspaces.scoping import inside

PRINTER = Titles("Printer", "Press")


@pytest.fixture
def card(cast: Cast) -> Any:
    card = make_card(cast.atelier, by=cast.ada, published=True)
    with inside(cast.atelier):
        yield card


def shown(card: Card) -> str:
    published = Card.objects.select_related("published").get(pk=card.pk).published
    assert published is not None
    return Document.from_store(published.document).identity.title


def test_title_goes_on_the_web_where_nothing_else_waits(cast: Cast, card: Card):
    mark = titles(card.document).mark
    assert retitle(card=card, wanted=titles(card.document), mark=mark, by=cast.ada) is Told.SAME
    assert retitle(card=card, wanted=PRINTER, mark=mark, by=cast.ada) is Told.PUBLISHED
    assert (shown(card), card.document.identity.department) == ("Printer", "Press")


@pytest.mark.parametrize("state", ["waiting", "paused"])
def test_title_of_another_card_is_kept_in_the_draft(cast: Cast, card: Card, state: str):
    """cards 22: nobody's unpublished words are published, no paused card comes back"""
    mark = titles(card.document).mark
    if state == "paused":
        publishing.pause(card=card, by=cast.ada)
    else:
        greeting = card.document.model_copy(update={"greeting": "Secret"})
        publishing.save(card=card, document=greeting, version=card.draft_version, by=cast.ada)
    status = card.status
    assert retitle(card=card, wanted=PRINTER, mark=mark, by=cast.ada) is Told.DRAFTED
    assert (shown(card), titles(card.document), card.status) == ("Bookbinder", PRINTER, status)


def test_title_that_somebody_else_wrote_meanwhile_is_not_lost(cast: Cast, card: Card):
    mark = titles(card.document).mark
    retitle(card=Card.objects.get(pk=card.pk), wanted=Titles("Engraver", ""), mark=mark, by=cast.ben)
    with pytest.raises(ChangedMeanwhile) as refused:
        retitle(card=card, wanted=PRINTER, mark=mark, by=cast.ada)
    assert (refused.value.now, shown(card)) == (Titles("Engraver", ""), "Engraver")


def test_table_saves_each_row_for_itself(cast: Cast):
    """cards 82: a row that cannot be kept comes back as typed, all others are saved"""
    first = make_card(cast.atelier, by=cast.ada, published=True)
    other = make_card(cast.atelier, "ben", by=cast.ada, published=True)
    third = make_card(cast.atelier, "eve", by=cast.ada)
    client = Client()
    client.force_login(cast.ada)
    old = Titles("Bookbinder", "").mark
    sent = {
        f"title-{first.pk}": "Printer",
        f"mark-{first.pk}": old,
        f"title-{other.pk}": "Typed <b>",
        f"mark-{other.pk}": Titles("Older", "").mark,
        f"title-{third.pk}": "x" * 81,
        f"mark-{third.pk}": old,
    }
    answer = client.post("/w/atelier/cards/titles/", sent)
    text = answer.content.decode()
    assert (answer.status_code, "2 rows were not saved" in text, "Typed &lt;b&gt;" in text) == (409, True, True)
    assert "Somebody wrote meanwhile: Bookbinder" in text
    with inside(cast.atelier):
        assert [shown(first), shown(other)] == ["Printer", "Bookbinder"]
        assert Card.objects.get(pk=third.pk).document.identity.title == "Bookbinder"


def test_table_says_itself_what_was_saved(cast: Cast):
    """Another page of ours, open beside it, cannot take the word away"""
    shown_, draft = make_card(cast.atelier, by=cast.ada, published=True), make_card(cast.atelier, "ben", by=cast.ada)
    foreign = make_card(cast.outpost, "canary", by=cast.cleo, identity={"given": "Canary", "family": ""})
    client = Client()
    client.force_login(cast.ada)
    mark = Titles("Bookbinder", "").mark
    rows = {f"title-{card.pk}": "Printer" for card in (shown_, draft)} | {
        f"mark-{card.pk}": mark for card in (shown_, draft)
    }
    where = client.post("/w/atelier/cards/titles/", rows)["Location"]
    client.get("/w/atelier/")
    page = client.get(f"{where}&draft={foreign.pk}&draft=x").content.decode()
    assert "1 card on the web is changed." in page
    assert re.findall(r"Saved as drafts only, [^:]*: ([^<]*)<", page) == ["Ada Byron"]
    again = client.post("/w/atelier/cards/titles/", {})["Location"]
    assert "Nothing is different from before." in client.get(again).content.decode()


def test_table_has_the_cards_one_may_edit_in_few_queries(cast: Cast, django_assert_num_queries: Any):
    """cards 79: an editor sees those given to her; one card or three are asked for alike"""
    make_card(cast.atelier, by=cast.ada)
    client = Client()
    client.force_login(cast.eve)
    with django_assert_num_queries(queries := 6):
        client.get("/w/atelier/cards/titles/")
    for name in ("ben", "vera"):
        make_card(cast.atelier, name, by=cast.ada)
    hidden = make_card(cast.atelier, "hidden", by=cast.ada)
    with inside(cast.atelier):
        hidden.editors.all().delete()
    with django_assert_num_queries(queries):
        text = client.get("/w/atelier/cards/titles/").content.decode()
    assert (text.count('name="title-'), f"title-{hidden.pk}" in text) == (3, False)
