"""Totals are made anew from events: twice, late, on another clock, never from nothing (cards 66, 68, 69; A19)."""

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from time import sleep
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection, transaction
from django.db.models import QuerySet

from audience import recording, totalling, upkeep
from audience.models import DayTotal, Event, StaleDay
from audience.tally import tally as tally_of_days
from audience.totalling import begin_of, runs
from cards.models import Card
from tests.audience.traffic import totals, utc
from tests.cast import Cast, make_card, make_cast
from workspaces.forms import WorkspaceForm
from workspaces.models import Workspace
from workspaces.scoping import inside

LEAD, BOOKING = Event.Kind.LEAD, Event.Kind.BOOKING
DAY = date(2027, 1, 4)


@pytest.fixture
def card(cast: Cast) -> Card:
    return make_card(cast.atelier, by=cast.ada)


def happen(card: Card, *times: datetime, kind: Event.Kind = LEAD) -> None:
    with inside(card.workspace):
        for at in times:
            recording.record(card=card, kind=kind, at=at)


def fresh(card: Card) -> dict[date, Any]:
    with inside(card.workspace):
        totalling.freshen()
    return totals(card)


def stale() -> list[date]:
    return list(StaleDay.unscoped.order_by("day").values_list("day", flat=True))


def test_an_act_marks_its_day_and_is_counted_when_figures_are_made_fresh(card):
    happen(card, utc(4, 9), utc(4, 23, 59), utc(5, 0))
    assert (stale(), totals(card)) == ([DAY, date(2027, 1, 5)], {})
    assert fresh(card) == {DAY: {"leads": 2}, date(2027, 1, 5): {"leads": 1}}
    assert stale() == []


def test_a_day_counted_again_gives_the_same(card):
    happen(card, utc(4, 9))
    fresh(card)
    with inside(card.workspace):
        StaleDay.mark([(card.workspace_id, card.pk, DAY)])
    assert fresh(card) == {DAY: {"leads": 1}}


def test_late_events_are_counted_with_their_day(card):
    happen(card, utc(4, 9))
    fresh(card)
    happen(card, utc(4, 8), kind=BOOKING)
    assert fresh(card) == {DAY: {"leads": 1, "bookings": 1}}


def test_an_act_without_a_card_happened_elsewhere(card):
    with inside(card.workspace):
        recording.record(card=None, kind=BOOKING, at=utc(4, 9))
    assert (Event.unscoped.count(), stale()) == (0, [])


def test_an_act_rolled_back_is_not_counted(card):
    with inside(card.workspace), transaction.atomic():
        happen(card, utc(4, 9))
        transaction.set_rollback(True)
    assert (Event.unscoped.count(), stale()) == (0, [])


def test_only_the_cards_asked_for_are_made_fresh(card, cast):
    other = make_card(cast.atelier, "ben", by=cast.ada)
    happen(card, utc(4, 9))
    happen(other, utc(4, 9))
    with inside(card.workspace):
        totalling.freshen([other])
    assert (totals(card), totals(other)) == ({}, {DAY: {"leads": 1}})


def test_nothing_stale_costs_one_query(card, django_assert_num_queries):
    happen(card, utc(4, 9))
    fresh(card)
    with inside(card.workspace), django_assert_num_queries(1):
        totalling.freshen()


def test_another_workspaces_days_are_left_alone(card, cast):
    """A19"""
    foreign = make_card(cast.outpost, "cleo", by=cast.cleo)
    happen(foreign, utc(4, 9))
    assert fresh(card) == {}
    assert stale() == [DAY]
    upkeep.freshen_all()
    assert (totals(foreign), stale()) == ({DAY: {"leads": 1}}, [])


def test_old_events_are_deleted_and_the_totals_of_their_days_stay(card, settings, monkeypatch):
    """cards 69; also where such a day is marked again"""
    monkeypatch.setattr(upkeep, "BATCH", 2)
    settings.EVENTS_KEPT_DAYS = 30
    with time_machine.travel(utc(5, 12)):
        happen(card, *[utc(4, hour) for hour in range(5)], utc(5, 9))
        fresh(card)
    with time_machine.travel(utc(4, 12) + timedelta(days=30)):
        upkeep.delete_old(datetime.now(tz=utc(4, 0).tzinfo))
        assert list(Event.unscoped.values_list("at", flat=True)) == [utc(5, 9)]
        with inside(card.workspace):
            StaleDay.mark((card.workspace_id, card.pk, day) for day in (DAY, date(2027, 1, 5)))
        assert fresh(card) == {DAY: {"leads": 5}, date(2027, 1, 5): {"leads": 1}}
    assert stale() == []


def test_the_settings_of_a_workspace_move_its_days(card, cast):
    """cards 68; days of which no events are kept stay where they are"""
    workspace = Workspace.objects.get(pk=card.workspace_id)
    with time_machine.travel(utc(20, 12)):
        happen(card, utc(4, 23), utc(10, 3))
        fresh(card)
        with inside(workspace):
            DayTotal.objects.create(card=card, day=date(2026, 12, 1), figure="leads", count=9)
            form = WorkspaceForm({**values_of(workspace), "zone": "America/New_York"}, instance=workspace)
            assert form.is_valid(), form.errors
            form.save_changes(by=cast.ada)
        moved = {DAY: {"leads": 1}, date(2027, 1, 9): {"leads": 1}, date(2026, 12, 1): {"leads": 9}}
        assert fresh(card) == moved


def values_of(workspace: Workspace) -> dict[str, str]:
    return {name: getattr(workspace, name) for name in ("name", "address", "zone", "language", "currency")}


def test_a_run_of_days_has_no_gap_and_an_end():
    days = [DAY + timedelta(days=number) for number in (0, 1, 3, *range(10, 19))]
    assert [(run[0].day, len(run)) for run in runs(days)] == [(4, 2), (7, 1), (14, 7), (21, 2)]


@pytest.mark.parametrize(
    ("zone", "day", "begins"),
    [
        ("Europe/Berlin", date(2027, 1, 4), "2027-01-03 23:00"),
        ("Africa/Cairo", date(2027, 4, 30), "2027-04-29 22:00"),  # midnight is skipped
        ("Atlantic/Azores", date(2027, 10, 31), "2027-10-31 00:00"),  # midnight comes twice
    ],
)
def test_a_day_begins_where_its_clock_says(zone, day, begins):
    assert f"{begin_of(day, ZoneInfo(zone)):%Y-%m-%d %H:%M}" == begins


def at_once(*works: Callable[[], None]) -> None:
    """In threads of their own, each with its own connection."""

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def met_while_counting(card: Card, monkeypatch: Any) -> dict[date, Any]:
    """Between reading and writing of whoever counts, somebody acts on the same day, until they are done or wait."""
    happen(card, utc(4, 9))
    writer = threading.Thread(target=at_once, args=[lambda: happen(card, utc(4, 10))])

    def tally(*arguments: Any) -> Any:
        counted = real(*arguments)
        writer.start()
        while writer.is_alive() and not somebody_waits_for_us():
            sleep(0.01)
        return counted

    real = tally_of_days
    with monkeypatch.context() as patch:
        patch.setattr(totalling, "tally", tally)
        fresh(card)
    writer.join()
    return fresh(card)


def somebody_waits_for_us() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        return bool(cursor.fetchone()[0])


def unlocked(patch: Any) -> None:
    """Whoever counts does not hold the mark."""
    patch.setattr(QuerySet, "select_for_update", lambda self, *_arguments, **_options: self)


def unheld(patch: Any) -> None:
    """Whoever marks does not touch a mark that is there."""

    def create(self: Any, rows: Any, **_options: Any) -> Any:
        return real(self, rows, ignore_conflicts=True)

    real = QuerySet.bulk_create
    patch.setattr(QuerySet, "bulk_create", create)


def test_counting_while_others_write_misses_nothing(transactional_db, monkeypatch):
    """Whoever marks a day and whoever counts it wait for each other; see `without_a_lock_it_is_lost`."""
    cast = make_cast()
    card = make_card(cast.atelier, by=cast.ada)

    def write() -> None:
        for _turn in range(5):
            happen(card, utc(4, 9))

    def count() -> None:
        for _turn in range(5):
            fresh(card)

    at_once(write, write, count, count)
    assert fresh(card) == {DAY: {"leads": 10}}
    if connection.vendor == "postgresql":  # SQLite has one writer at a time anyway
        without_a_lock_it_is_lost(cast, monkeypatch)


def without_a_lock_it_is_lost(cast: Cast, monkeypatch: Any) -> None:
    """An act at the moment of counting, every time when either of the two does not hold the mark: the control."""
    for number, (guard_off, leads) in enumerate([(None, 2), (unlocked, 1), (unheld, 1)]):
        card = make_card(cast.atelier, f"card-{number}", by=cast.ada)
        with monkeypatch.context() as patch:
            if guard_off:
                guard_off(patch)
            assert (guard_off, met_while_counting(card, monkeypatch)) == (guard_off, {DAY: {"leads": leads}})
