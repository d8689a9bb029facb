"""Random situations for the slot engine: schedules around the days on which clocks change."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from bookings.engine import slots
from bookings.engine.values import Busy, Caps, Host, Service, Slot
from cardsite.kit.hours import Hours, Window

MINUTE, HOUR, DAY = 60, 3600, 86400
THIS, OTHER = 1, 2

CHANGES = {
    "Australia/Lord_Howe": ("2027-04-03", "2027-10-02"),  # 30 minutes
    "Pacific/Apia": ("2011-12-29", "2011-12-30", "2027-10-11"),  # a date that never was
    "Asia/Kathmandu": ("1985-12-31", "2027-01-11"),  # 15 minutes once
    "Africa/Casablanca": ("2026-02-15", "2026-03-22"),
    "Africa/Cairo": ("2027-04-29", "2027-10-28"),  # midnight missing; 25 hours
    "America/Havana": ("2027-03-14", "2027-11-07"),  # at midnight
    "Antarctica/Troll": ("2027-03-28", "2027-10-31"),  # two hours
    "America/New_York": ("2027-03-14", "2027-11-07"),
    "America/St_Johns": ("2010-11-06", "2010-03-14"),  # back over midnight, one minute after it
    "America/Santiago": ("2027-04-03", "2027-09-04"),
    "Europe/Berlin": ("2027-03-28", "2027-10-31"),
    "UTC": ("2027-01-11",),
}
"""Zones and dates around which their clocks change."""

places = st.sampled_from([(zone, date.fromisoformat(day)) for zone, days in CHANGES.items() for day in days])


@dataclass(frozen=True)
class Situation:
    """All that `slots` is asked."""

    service: Service
    hosts: tuple[Host, ...]
    busy: dict[int, tuple[Busy, ...]]
    first: date
    last: date
    viewer: str
    now: int
    seats: int = 1
    without: int | None = None

    def listed(self, **other: Any) -> list[Slot]:
        """What the engine lists, now or with something changed."""
        case = replace(self, **other)
        asked = (case.service, case.hosts, case.busy, case.first, case.last, case.viewer, case.now)
        return slots(*asked, seats=case.seats, without=case.without)

    def starts(self, **other: Any) -> list[int]:
        return [slot.start for slot in self.listed(**other)]


def instant(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


quarters = st.integers(0, 95).map(lambda quarter: quarter * 15)
minutes_of_day = st.one_of(st.integers(0, 16).map(lambda quarter: quarter * 15), quarters, st.integers(0, 1439))
windows = (
    st.tuples(minutes_of_day, minutes_of_day.map(lambda minute: 1440 - minute))
    .filter(lambda times: times[0] != times[1])
    .map(lambda times: Window(*times))
)
days = st.one_of(
    st.just((Window(0, 1440),)), st.lists(windows, min_size=1, max_size=2).map(tuple), st.lists(windows).map(tuple)
)
caps = st.one_of(
    st.just(Caps()), st.builds(Caps, *[st.sampled_from([None, None, 1, 2, 3]) for _period in ("day", "week", "month")])
)


@st.composite
def schedules(draw: st.DrawFn, zone: str, around: date) -> Hours:
    patterns = draw(st.lists(days, min_size=1, max_size=3))
    week = tuple(draw(st.sampled_from(patterns)) for _day in range(7))
    dates = st.sampled_from([around + timedelta(days=distance) for distance in range(-2, 4)])
    overrides = [(draw(dates), draw(st.one_of(st.just(()), days))) for _override in range(draw(st.integers(0, 2)))]
    return Hours(zone, week, dict(overrides))


@st.composite
def services(draw: st.DrawFn) -> Service:
    buffers = st.sampled_from([0, 0, 0, 5, 30])
    return Service(
        id=THIS,
        duration=draw(st.sampled_from([60, 30, 45, 15, 120, 600, 1500])),
        step=draw(st.sampled_from([60, 30, 20, 45, 15, 7])),
        before=draw(buffers),
        after=draw(buffers),
        notice=draw(st.sampled_from([0, 0, 0, 30, 1440])),
        horizon=draw(st.sampled_from([365, 365, 365, 0, 2])),
        seats=draw(st.sampled_from([1, 3])),
        caps=draw(caps),
    )


@st.composite
def rows(draw: st.DrawFn, service: Service, near: int, starts: list[int], now: int) -> Busy:
    """Some begin where a visitor could: there they make sessions, reach caps and touch back to back."""
    anywhere = st.integers(-12 * 12, 60 * 12).map(lambda fives: near + fives * 5 * MINUTE)
    start = draw(st.one_of(st.sampled_from(starts), anywhere) if starts else anywhere)
    lasts = st.one_of(st.just(service.duration * MINUTE), st.integers(1, 12).map(lambda fives: fives * 5 * MINUTE))
    if draw(st.integers(0, 4)) == 0:
        start += draw(st.integers(-59, 59))
        return Busy(start, start + draw(lasts), "external", draw(st.sampled_from([None, 1])))
    buffers = st.sampled_from([0, 0, 10, 45])
    return Busy(
        start=start,
        end=start + draw(lasts),
        kind="booking",
        id=draw(st.integers(1, 9)),
        status=draw(st.sampled_from(["confirmed"] * 5 + ["pending", "held", "cancelled", "declined", "completed"])),
        expires=draw(st.sampled_from([None, now - 1, now, now + 1])),
        service=draw(st.sampled_from([THIS, THIS, OTHER, None])),
        seats=draw(st.integers(1, 2)),
        before=draw(buffers),
        after=draw(buffers),
    )


@st.composite
def situations(draw: st.DrawFn, hosts_max: int = 2) -> Situation:
    zone, around = draw(places)
    service = draw(services())
    first = around + timedelta(days=draw(st.integers(-1, 1)))
    last = first + timedelta(days=draw(st.integers(0, 1)))
    now = instant(around) - draw(st.sampled_from([3 * DAY, 3 * DAY, 2 * DAY, 0])) + draw(st.integers(-3600, 3600))
    viewer = draw(st.one_of(st.just(zone), st.sampled_from(sorted(CHANGES))))
    hosts: list[Host] = []
    busy: dict[int, tuple[Busy, ...]] = {}
    for number in range(1, draw(st.integers(1, hosts_max)) + 1):
        host_zone = draw(st.sampled_from([zone, zone, zone, "UTC"]))
        host = Host(number, draw(schedules(host_zone, around)), draw(caps), draw(st.booleans()))
        empty = Situation(replace(service, caps=Caps()), (host,), {}, first, last, viewer, now)
        taken = rows(service, instant(first), empty.starts(), now)
        hosts.append(host)
        busy[number] = tuple(draw(taken) for _row in range(draw(st.sampled_from([0, 2, 4, 6]))))
    seats = draw(st.sampled_from([1, 1, 2] if service.seats > 1 else [1, 1, 1, 1, 2]))
    without = draw(st.sampled_from([None, None, 1, 2, 3]))
    return Situation(service, tuple(hosts), busy, first, last, viewer, now, seats, without)
