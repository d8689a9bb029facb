"""The slot engine against the judge that reads every minute's clock, and what must hold of any situation (B1–B18)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bookings.engine import Reason, explain, is_bookable
from bookings.engine.values import Busy, Caps, Host, Slot
from tests.bookings.engine import oracle
from tests.bookings.engine.situations import CHANGES, DAY, MINUTE, OTHER, Situation, instant, situations

ONE_DAY = timedelta(days=1)
stable = settings(derandomize=True, print_blob=True)


def judged(case: Situation) -> list[Slot]:
    """The listing as the oracle has it."""
    found = []
    known: dict[int, dict[int, bool]] = {host.id: {} for host in case.hosts}
    wish = (case.now, case.seats, case.without)
    for start in oracle.minutes_of(case.viewer, case.first, case.last):
        left = {
            host.id: oracle.seats_left(case.service, host, case.busy[host.id], start, *wish, known[host.id])
            for host in case.hosts
        }
        able = {host: seats for host, seats in left.items() if seats is not None}
        if able:
            found.append(Slot(start, tuple(able), max(able.values()) if case.service.seats > 1 else None))
    return found


def bookable(case: Situation, start: int) -> tuple[int, ...]:
    asked = (case.service, case.hosts, case.busy, start, case.now)
    return is_bookable(*asked, seats=case.seats, without=case.without)


def unexplained(case: Situation, start: int) -> tuple[int, ...]:
    """Hosts for whom no rule hides the start."""

    def reason(host: Host) -> Reason | None:
        asked = (case.service, host, case.busy[host.id], start, case.now)
        return explain(*asked, seats=case.seats, without=case.without)

    return tuple(host.id for host in case.hosts if reason(host) is None)


@settings(stable, max_examples=80)
@given(situations())
def test_listing_is_that_of_the_oracle(case: Situation) -> None:
    """B2-B15: exactly the starts, hosts and seats the words of the rules give"""
    assert case.listed() == judged(case)


@pytest.mark.proof
@pytest.mark.timeout(1800)
@settings(print_blob=True, max_examples=2000)
@given(situations())
def test_listing_is_that_of_the_oracle_in_full_count(case: Situation) -> None:
    """B2-B15"""
    assert case.listed() == judged(case)


@settings(stable, max_examples=20)
@given(situations(), st.integers(0, 6 * 60))
def test_what_is_listed_and_nothing_else_can_be_booked(case: Situation, around: int) -> None:
    """B1, B18: every minute of six hours, and some seconds; the reason is silent exactly for what can be booked"""
    slots = case.listed()
    offered = {slot.start: slot.hosts for slot in slots}
    middle = (slots[len(slots) // 2].start if slots else instant(case.first)) - around * MINUTE
    dates = {case.first + ONE_DAY * day for day in range((case.last - case.first).days + 1)}
    inside = [
        start
        for start in [*range(middle, middle + 6 * 60 * MINUTE, MINUTE), middle + 1, middle - 1]
        if oracle.wall(case.viewer, start)[0] in dates
    ]
    for start in inside:
        assert bookable(case, start) == offered.get(start, ())
        assert unexplained(case, start) == offered.get(start, ())


@settings(stable, max_examples=40)
@given(situations(), st.integers(-2, 60), st.integers(1, 300), st.booleans())
def test_busy_time_never_adds_a_start(case: Situation, quarter: int, minutes: int, booking: bool) -> None:
    """B9, B11: it only takes away; another session of the same service could be joined, so it is another's"""
    start = instant(case.first) + quarter * 15 * MINUTE
    row = Busy(start, start + minutes * MINUTE, "booking" if booking else "external", service=OTHER)
    busy = {host: (*rows, row) for host, rows in case.busy.items()}
    before = {slot.start: set(slot.hosts) for slot in case.listed()}
    assert all(set(slot.hosts) <= before.get(slot.start, set()) for slot in case.listed(busy=busy))


@settings(stable, max_examples=40)
@given(situations(), st.sampled_from(["duration", "before", "after", "notice"]), st.integers(1, 90))
def test_a_longer_claim_never_adds_a_start(case: Situation, what: str, minutes: int) -> None:
    """B7-B9; seated sessions are told by their length, so one seat here"""
    single = replace(case, service=replace(case.service, seats=1), seats=1)
    longer = replace(single.service, **{what: getattr(single.service, what) + minutes})
    assert set(single.starts(service=longer)) <= set(single.starts())


@settings(stable, max_examples=40)
@given(situations(), st.integers(-2 * DAY, 2 * DAY))
def test_starts_stay_on_the_grid_of_an_empty_calendar(case: Situation, later: int) -> None:
    """B6: bookings, buffers, caps, notice and `now` take starts away and move none"""
    long_ago = case.now - 10 * DAY
    plain = replace(case.service, before=0, after=0, notice=0, horizon=400, seats=1, caps=Caps())
    hosts = tuple(replace(host, caps=Caps()) for host in case.hosts)
    grid = set(replace(case, service=plain, hosts=hosts, busy={}, now=long_ago, seats=1).starts())
    assert set(case.starts(now=case.now + later)) <= grid


@settings(stable, max_examples=30)
@given(situations(), st.sampled_from(sorted(CHANGES)))
def test_viewers_see_the_same_instants(case: Situation, viewer: str) -> None:
    """B15: dates are cut by the viewer's clock, and that is all"""
    wide = {"first": case.first - 2 * ONE_DAY, "last": case.last + 2 * ONE_DAY}
    dates = {case.first + ONE_DAY * day for day in range((case.last - case.first).days + 1)}
    seen = [slot for slot in case.listed(**wide) if oracle.wall(viewer, slot.start)[0] in dates]
    assert case.listed(viewer=viewer) == seen


@settings(stable, max_examples=30)
@given(situations())
def test_days_asked_one_by_one_give_the_whole(case: Situation) -> None:
    """B15; on a date that a clock comes back to, sorted anew"""
    last = case.last + ONE_DAY
    days = [case.first + ONE_DAY * day for day in range((last - case.first).days + 1)]
    single = [slot for day in days for slot in case.listed(first=day, last=day)]
    assert sorted(single) == case.listed(last=last)
