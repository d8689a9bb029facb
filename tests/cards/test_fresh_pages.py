"""Every change of a card shows at the next request in the same process, through the front door."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler

from cards import creating, deleting, publishing, renaming, showing
from cards.front_door import FrontDoor
from cards.models import Card
from cards.page_memory import memory
from tests.cards.door import Reply, knock
from tests.cast import Cast, make_card, make_cast, make_document
from workspaces.scoping import inside


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def door() -> Iterator[FrontDoor]:
    memory.start_anew()
    yield FrontDoor(WSGIHandler(), memory, lambda: None)
    memory.start_anew()


@pytest.fixture
def card(cast: Cast) -> Card:
    return make_card(cast.atelier, "ada", by=cast.ada, published=True)


def warm(door: FrontDoor, path: str) -> Reply:
    """The page, from memory."""
    knock(door, path)
    reply = knock(door, path)
    assert reply.from_memory, reply
    return reply


def change(card: Card, title: str, cast: Cast) -> None:
    with inside(card.workspace):
        card.refresh_from_db()
        document = make_document(identity={"title": title})
        publishing.save(card=card, document=document, version=card.draft_version, by=cast.ada)
        publishing.publish(card=card, by=cast.ada)


def test_a_publish_shows_at_the_next_request(door, card, cast):
    """cards 11"""
    assert b"Bookbinder" in warm(door, "/ada").body
    change(card, "Typesetter", cast)
    fresh = knock(door, "/ada")
    assert (b"Typesetter" in fresh.body, b"Bookbinder" in fresh.body) == (True, False)
    assert knock(door, "/ada").body == fresh.body


def test_a_draft_leaves_the_page_in_memory(door, card, cast):
    """cards 22: what is only saved is nobody's business yet."""
    before = warm(door, "/ada")
    with inside(card.workspace):
        publishing.save(card=card, document=make_document(), version=card.draft_version, by=cast.ada)
    assert knock(door, "/ada").body == before.body


def test_renaming_shows_at_both_names_at_once(door, card, cast):
    """cards 6, 11"""
    warm(door, "/ada")
    assert warm(door, "/byron").status == 404
    with inside(card.workspace):
        renaming.rename(card=card, handle="byron", by=cast.ada)
    moved = warm(door, "/ada")
    assert (moved.status, moved.headers["Location"], moved.headers["Cache-Control"]) == (301, "/byron", "max-age=300")
    assert warm(door, "/byron").status == 200


def test_a_name_found_unknown_opens_as_soon_as_it_is_published(door, cast):
    """cards 11"""
    assert warm(door, "/new-card").status == 404
    with inside(cast.atelier):
        card = creating.create(workspace=cast.atelier, handle="new-card", document=make_document(), by=cast.ada)
        assert knock(door, "/new-card").status == 404
        publishing.publish(card=card, by=cast.ada)
    assert knock(door, "/new-card").status == 200


@pytest.mark.parametrize(
    ("act", "undo", "status"),
    [(publishing.pause, publishing.resume, 404), (deleting.delete, deleting.undelete, 410)],
)
def test_taking_a_card_off_the_web_shows_at_once(
    door, card, cast, act: Callable[..., Any], undo: Callable[..., Any], status
):
    """cards 3, 11; A62"""
    warm(door, "/ada")
    warm(door, "/ada/contact.vcf")
    with inside(card.workspace):
        act(card=card, by=cast.ada)
    assert warm(door, "/ada").status == status
    assert b"Byron" not in knock(door, "/ada").body
    assert knock(door, "/ada/contact.vcf").status == status
    with inside(card.workspace):
        undo(card=card, by=cast.ada)
    assert knock(door, "/ada").status == 200


def test_touching_the_workspace_renews_all_its_pages_and_no_others(door, card, cast):
    warm(door, "/ada")
    make_card(cast.outpost, "cleo", by=cast.cleo, published=True)
    warm(door, "/ada")
    warm(door, "/cleo")
    cast.atelier.touch()
    assert [knock(door, path).from_memory for path in ("/ada", "/cleo")] == [False, True]


def test_a_publish_during_the_rendering_is_not_lost(door, card, cast, monkeypatch):
    """cards 11: the visitor who came before gets the old page, the next one never."""
    rendering, published = threading.Event(), threading.Event()
    original = showing.answer

    def slowly(*arguments: Any, **options: Any) -> Any:
        page = original(*arguments, **options)
        if not published.is_set():
            rendering.set()
            published.wait(10)
        return page

    monkeypatch.setattr(showing, "answer", slowly)
    replies: list[Reply] = []
    visitor = threading.Thread(target=lambda: replies.append(knock(door, "/ada")))
    visitor.start()
    assert rendering.wait(10)
    change(card, "Typesetter", cast)
    published.set()
    visitor.join()
    assert b"Bookbinder" in replies[0].body
    assert b"Typesetter" in knock(door, "/ada").body


def test_spellings_and_guesses_do_not_push_cards_out(door, card):
    """A scanner of names and spellings meets only the small room for fleeting pages."""
    warm(door, "/ada")
    before = len(memory)
    for number in range(300):
        knock(door, f"/guess-{number}")
    assert len(memory) <= before + 256
    assert knock(door, "/ada").from_memory
