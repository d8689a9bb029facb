"""Effects: the row is the truth, the broker only the bell (rules 11–13; F2, F3, F4, A73, A74)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from tests.cast import Cast
from workspaces import outbox
from workspaces.bell import bell
from workspaces.models import Effect, Membership
from workspaces.outbox import EffectKind, effect
from workspaces.scoping import NoWorkspaceOpen, current_workspace_id

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
LEASE = timedelta(seconds=30)
TRIES = 3

done: list[Any] = []


@effect(lease=LEASE, tries=TRIES)
def note(*, word: str = "", payload: str = "") -> None:
    """Writes down what it was called with and which workspace was open."""
    try:
        scope: int | None = current_workspace_id()
    except NoWorkspaceOpen:
        scope = None
    done.append((word, payload, scope))


@effect(lease=LEASE, tries=TRIES)
def stumble(*, word: str) -> None:
    raise ValueError(f"no {word} today")


@effect(lease=LEASE, tries=TRIES)
def freeze(*, seconds: int) -> None:
    """Its first run stands still for longer than its lease; meanwhile another worker comes by."""
    done.append("run")
    if len(done) == 1:
        clock.shift(seconds)
        done.append(outbox.perform(Effect.objects.get().pk))
        clock.shift(seconds)


clock: Any = None


@pytest.fixture(autouse=True)
def stopped_clock(db: None) -> Iterator[Any]:
    global clock
    done.clear()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """What the bell was asked to ring."""
    heard: list[tuple[str, int]] = []
    monkeypatch.setattr(bell, "ring", lambda task, pk: heard.append((task, pk)))
    return heard


def enqueue(kind: EffectKind = note, **arguments: Any) -> Effect:
    return kind.enqueue(workspace=arguments.pop("workspace", None), **arguments)


def state(row: Effect) -> tuple[str, int, bool]:
    """State, attempts, and whether somebody holds it."""
    row.refresh_from_db()
    return row.state, row.attempts, row.lease_until is not None


def test_perform_works_once_and_marks_done():
    row = enqueue(word="one")
    assert (outbox.perform(row.pk), outbox.perform(row.pk)) == (True, False)
    assert done == [("one", "", None)]
    assert state(row) == ("done", 1, False)
    assert row.done_at == NOW


def test_payload_is_handed_over_and_blanked_when_done():
    """Rule 34: nothing personal stays behind."""
    row = enqueue(payload="a secret code")
    outbox.perform(row.pk)
    row.refresh_from_db()
    assert (done, row.payload) == ([("", "a secret code", None)], "")


def test_workspace_of_the_row_is_open_during_the_work_and_closed_after(cast: Cast):
    outbox.perform(enqueue(workspace=cast.atelier, word="in").pk)
    outbox.perform(enqueue(word="out").pk)
    assert done == [("in", "", cast.atelier.pk), ("out", "", None)]
    with pytest.raises(NoWorkspaceOpen):
        Membership.objects.count()


def test_row_disappears_with_its_transaction(rung):
    """Rule 11: no effect of an act that did not happen."""
    with transaction.atomic():
        enqueue(word="never")
        transaction.set_rollback(True)
    assert (Effect.objects.count(), rung) == (0, [])


def test_bell_rings_after_commit_for_due_rows_only(rung, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        now, later = enqueue(word="now"), enqueue(word="later", due_at=NOW + timedelta(hours=1))
        assert rung == []
    assert rung == [(now.task, now.pk)]
    assert outbox.perform(later.pk) is False


def test_due_time_lives_in_the_row(rung, stopped_clock):
    row = enqueue(word="later", due_at=NOW + timedelta(hours=1))
    assert (outbox.sweep(), outbox.perform_due()) == (0, 0)
    stopped_clock.shift(3600)
    assert (outbox.sweep(), rung) == (1, [(row.task, row.pk)])
    assert outbox.perform(row.pk) is True


def test_claimed_row_is_left_alone_until_its_lease_runs_out(stopped_clock, rung):
    """F2: a killed worker's row is offered again after the lease, not before."""
    row = enqueue(word="one")
    Effect.objects.filter(pk=row.pk).update(lease_until=NOW + LEASE, attempts=1)
    assert (outbox.perform(row.pk), outbox.sweep(), done) == (False, 0, [])
    stopped_clock.shift(LEASE + timedelta(seconds=1))
    assert (outbox.sweep(), outbox.perform(row.pk)) == (1, True)
    assert state(row) == ("done", 2, False)


def test_failure_is_tried_again_later_and_keeps_its_payload(stopped_clock):
    row = enqueue(stumble, word="luck")
    assert outbox.perform(row.pk) is False
    assert state(row) == ("open", 1, False)
    assert (row.due_at - NOW, row.last_error) == (timedelta(seconds=5), "ValueError: no luck today")
    assert outbox.perform(row.pk) is False
    assert state(row) == ("open", 1, False)
    stopped_clock.shift(5)
    outbox.perform(row.pk)
    assert state(row) == ("open", 2, False)
    assert row.due_at - NOW == timedelta(seconds=5 + 15)


def test_last_failure_is_final_and_stays_visible(stopped_clock, rung):
    """F28: dead after its tries; no sweep touches it, purging keeps it."""
    row = enqueue(stumble, word="luck")
    for _ in range(TRIES):
        outbox.perform(row.pk)
        stopped_clock.shift(timedelta(days=1))
    assert state(row) == ("dead", TRIES, False)
    assert (outbox.perform(row.pk), outbox.sweep()) == (False, 0)
    stopped_clock.shift(timedelta(days=100))
    outbox.purge()
    assert list(Effect.objects.all()) == [row]


def test_worker_frozen_past_its_lease_changes_nothing_when_it_wakes():
    """F3: the second worker takes the row over; what the first says afterwards does not count."""
    row = enqueue(freeze, seconds=31)
    assert outbox.perform(row.pk) is True
    assert done == ["run", "run", True]
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("done", 2)
    assert row.done_at == NOW + timedelta(seconds=31)


def test_frozen_worker_that_fails_afterwards_does_not_reopen_the_row(stopped_clock):
    """F3"""
    row = enqueue(word="one")
    mine = outbox._claim(row.pk)
    assert mine is not None
    stopped_clock.shift(31)
    assert outbox.perform(row.pk) is True
    outbox._fail(mine, outbox.KINDS[row.task], ValueError("too late"))
    row.refresh_from_db()
    assert (row.state, row.last_error) == ("done", "")


def test_unknown_task_name_is_left_for_a_newer_worker():
    """F28, F27: an older worker meets a row of a newer release."""
    row = Effect.objects.create(task="some.future.task", arguments={})
    assert outbox.perform(row.pk) is False
    assert state(row) == ("open", 0, False)


def test_sweep_finds_what_the_bell_missed_oldest_first(rung):
    late = enqueue(word="late", due_at=NOW - timedelta(minutes=2))
    early = enqueue(word="early", due_at=NOW - timedelta(minutes=3))
    assert outbox.sweep() == 2
    assert rung == [(early.task, early.pk), (late.task, late.pk)]


def test_purge_forgets_what_was_done_long_ago(stopped_clock):
    old = enqueue(word="old")
    outbox.perform(old.pk)
    stopped_clock.shift(timedelta(days=10))
    young = enqueue(word="young")
    outbox.perform(young.pk)
    waiting = enqueue(word="waiting", due_at=NOW + timedelta(days=99))
    stopped_clock.shift(timedelta(days=5))
    outbox.purge()
    assert set(Effect.objects.all()) == {young, waiting}


def test_perform_due_stops_when_nothing_succeeds():
    rows = [enqueue(word="one"), enqueue(stumble, word="luck"), enqueue(word="two")]
    assert outbox.perform_due() == 2
    assert [state(row)[0] for row in rows] == ["done", "open", "done"]
