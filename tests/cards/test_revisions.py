"""What a web process learns of changes: at once of its own, by looking of everybody's."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cards import page_memory
from cards.models import Card
from cards.page_memory import Key, Page, PageMemory
from cards.revisions import RevisionWatch
from tests.cast import make_card, make_cast
from workspaces.models import Workspace
from workspaces.scoping import inside

ADA: Key = ("cards.example", "/ada")
NOBODY: Key = ("cards.example", "/nobody")


@pytest.fixture
def card(transactional_db: None) -> Card:
    cast = make_cast()
    return make_card(cast.atelier, by=cast.ada)


def remember(memory: PageMemory, card: Card) -> None:
    card.refresh_from_db()
    card.workspace.refresh_from_db()
    page = Page("200 OK", {}, card=(card.pk, card.revision), workspace=(card.workspace_id, card.workspace.revision))
    assert memory.keep(ADA, page, epoch=memory.epoch)
    assert memory.keep(NOBODY, Page("404 Not Found", {}), epoch=memory.epoch)


def change_elsewhere(row: Card | Workspace, at: Any = None) -> None:
    """As another process does it: this one is not told."""
    rows: Any = Card.unscoped if isinstance(row, Card) else Workspace.objects
    rows.filter(pk=row.pk).update(revision=row.revision + 1, changed_at=at or timezone.now())


def test_looking_drops_what_another_process_changed(card):
    """cards 11"""
    memory = PageMemory(10)
    watch = RevisionWatch(memory)
    for row in (card, card.workspace):
        watch.look()
        remember(memory, card)
        watch.look()
        assert memory.recall(ADA) is not None
        change_elsewhere(row)
        watch.look()
        assert (memory.recall(ADA), memory.recall(NOBODY)) == (None, None)


def test_a_change_that_lands_late_is_still_seen(card):
    """Commits land out of order: a row whose clock reads 20 s ago appears only now."""
    memory = PageMemory(10)
    watch = RevisionWatch(memory)
    watch.look()
    remember(memory, card)
    change_elsewhere(card, timezone.now() - timedelta(seconds=20))
    watch.look()
    assert memory.recall(ADA) is None


def test_own_touch_drops_at_commit_and_not_before(card, monkeypatch):
    """cards 11: the next request in the same process."""
    memory = page_memory.memory
    monkeypatch.setattr(memory, "limit", 10)
    for touched in (card, card.workspace):
        memory.start_anew()
        remember(memory, card)
        with inside(card.workspace), transaction.atomic():
            touched.touch()
            assert memory.recall(ADA) is not None
        assert (memory.recall(ADA), memory.recall(NOBODY)) == (None, None)
    memory.start_anew()


def test_a_touch_rolled_back_drops_nothing(card):
    memory = page_memory.memory
    memory.start_anew()
    remember(memory, card)
    with inside(card.workspace), transaction.atomic():
        card.touch()
        transaction.set_rollback(True)
    assert memory.recall(ADA) is not None
    memory.start_anew()


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_the_thread_looks_by_itself_and_survives_a_database_outage(card):
    """cards 11; pages past their time are given while the database is away."""
    memory = PageMemory(10)
    watch = RevisionWatch(memory)
    watch.ensure()
    remember(memory, card)
    change_elsewhere(card)
    assert within_a_second(lambda: memory.recall(ADA) is None)
    table = Card._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO away")
    try:
        assert within_a_second(lambda: memory.serve_stale)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE away RENAME TO {table}")
    assert within_a_second(lambda: not memory.serve_stale)
    watch.stop()


def within_a_second(condition: Any) -> bool:
    deadline = time.monotonic() + 1
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return False
