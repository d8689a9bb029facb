"""What B2–B12 say, asked minute by minute and slowly: the judge of the slot engine.

It shares with the engine nothing but the values. Every minute's wall clock comes from zoneinfo alone.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bookings.engine.values import Busy, Caps, Host, Service
from cardsite.kit.hours import Hours, Window

MINUTE = 60
ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=200_000)
def wall(zone: str, instant: int) -> tuple[date, int]:
    """Local date and minute of the day."""
    local = datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone))
    return local.date(), local.hour * 60 + local.minute


def windows_of(hours: Hours, day: date) -> Sequence[Window]:
    """B4: an override replaces all windows declared on its date."""
    return hours.overrides[day] if day in hours.overrides else hours.week[day.weekday()]


def since_opening(hours: Hours, instant: int) -> Iterator[int]:
    """B3: for each window the wall clock is in, the wall-clock minutes since it opened."""
    day, minute = wall(hours.zone, instant)
    for window in windows_of(hours, day):
        over_midnight = window.end < window.start
        if minute >= window.start and (over_midnight or minute < window.end):
            yield minute - window.start
    if day in hours.overrides:
        return  # B4: cuts whatever spills in
    for window in windows_of(hours, day - ONE_DAY):
        if window.end < window.start and minute < window.end:
            yield minute + 24 * 60 - window.start


def is_open_for(hours: Hours, start: int, minutes: int, known: dict[int, bool]) -> bool:
    """B7: each of these minutes is open; `known` remembers the minutes asked before."""
    for instant in range(start, start + minutes * MINUTE, MINUTE):
        if instant not in known:
            known[instant] = any(True for _window in since_opening(hours, instant))
        if not known[instant]:
            return False
    return True


def is_on_grid(hours: Hours, step: int, instant: int) -> bool:
    """B6"""
    return any(minutes % step == 0 for minutes in since_opening(hours, instant))


def is_timely(service: Service, host: Host, start: int, now: int) -> bool:
    """B8"""
    last = wall(host.hours.zone, now)[0] + timedelta(days=service.horizon)
    return start >= now + service.notice * MINUTE and wall(host.hours.zone, start)[0] <= last


def blocks(row: Busy, host: Host, now: int, without: int | None) -> bool:
    """B10, B14"""
    if row.kind == "booking" and row.id is not None and row.id == without:
        return False
    if row.status == "held":
        return row.expires is not None and row.expires > now
    if row.status == "pending":
        return host.awaiting_blocks
    return row.status not in {"cancelled", "declined", "expired"}


def overlaps(service: Service, row: Busy, start: int) -> bool:
    """B9"""
    begin = start - service.before * MINUTE
    end = start + (service.duration + service.after) * MINUTE
    return begin < row.end + row.after * MINUTE and row.start - row.before * MINUTE < end


def period(name: str, day: date) -> tuple[int, ...]:
    """B11: dates with an equal period are counted together."""
    return {
        "day": (day.year, day.month, day.day),
        "week": tuple(day.isocalendar()[:2]),
        "month": (day.year, day.month),
    }[name]


def is_full(caps: Caps, rows: Sequence[Busy], zone: str, start: int) -> bool:
    """B11: `rows` are bookings; those of one service at one time are one session."""
    sessions = {(row.service, row.start, row.end) for row in rows if row.service is not None}
    starts = [one[1] for one in sessions] + [row.start for row in rows if row.service is None]
    for name in ("day", "week", "month"):
        most = getattr(caps, name)
        here = period(name, wall(zone, start)[0])
        if most is not None and sum(period(name, wall(zone, one)[0]) == here for one in starts) >= most:
            return True
    return False


def seats_left(
    service: Service,
    host: Host,
    busy: Sequence[Busy],
    start: int,
    now: int,
    seats: int,
    without: int | None,
    known: dict[int, bool],
) -> int | None:
    """How many seats a visitor finds at this start; None: it is not offered."""
    if not is_on_grid(host.hours, service.step, start) or not is_timely(service, host, start, now):
        return None
    if not is_open_for(host.hours, start, service.duration, known):
        return None
    rows = [row for row in busy if blocks(row, host, now, without)]
    end = start + service.duration * MINUTE
    session = [
        row for row in rows if service.seats > 1 and (row.service, row.start, row.end) == (service.id, start, end)
    ]
    if any(overlaps(service, row, start) for row in rows if row not in session):
        return None
    left = service.seats - sum(row.seats for row in session)
    if left < seats:
        return None
    bookings = [row for row in rows if row.kind == "booking"]
    own = [row for row in bookings if row.service == service.id]
    zone = host.hours.zone
    if not session and (is_full(service.caps, own, zone, start) or is_full(host.caps, bookings, zone, start)):
        return None
    return left


def minutes_of(zone: str, first: date, last: date) -> Iterator[int]:
    """Every minute whose local date is one of these, by asking each of a wide enough range."""
    begin = int(datetime(first.year, first.month, first.day, tzinfo=UTC).timestamp()) - 30 * 3600
    end = int(datetime(last.year, last.month, last.day, tzinfo=UTC).timestamp()) + 54 * 3600
    return (instant for instant in range(begin, end, MINUTE) if first <= wall(zone, instant)[0] <= last)
