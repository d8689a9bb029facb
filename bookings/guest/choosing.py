"""What a visitor has chosen so far, as it stands in the address: host, extras, seats, zone, day, time (B13, B15)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.http import urlencode

from bookings.availability import Wish
from bookings.models import Calendar, Service
from bookings.offer import Extra
from cardsite.kit.hours import UnknownZone, local_date

SEATS_AT_ONCE: Final = 10
"""Whoever wants more writes to the owner."""


@dataclass(frozen=True)
class Choice:
    """`calendars` are all that offer the service, `host` the one asked for; None: anyone who is free.

    `zone` is where the visitor reads the clock; `zone_said` tells whether the address names it. `again` is the token
    of an earlier booking of the same person.
    """

    service: Service
    calendars: tuple[Calendar, ...]
    host: Calendar | None = None
    extras: tuple[Extra, ...] = ()
    seats: int = 1
    zone: str = "UTC"
    zone_said: bool = False
    first: date | None = None
    start: datetime | None = None
    again: str = ""

    @property
    def wish(self) -> Wish:
        takers = (self.host,) if self.host else self.calendars
        return Wish(self.service, takers, self.extras, self.seats)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Names and values as they stand in an address and in hidden fields; without the time itself."""
        found = [("with", str(self.host.pk))] if self.host else []
        found += [("extra", extra.key) for extra in self.extras]
        found += [("seats", str(self.seats))] if self.seats > 1 else []
        found += [("zone", self.zone)] if self.zone_said else []
        found += [("again", self.again)] if self.again else []
        return found

    def query(self, *, first: date | None = None) -> str:
        """The part of the address from its question mark: what is chosen, and the day to look on from."""
        pairs = [*self.fields, *([("from", first.isoformat())] if first else [])]
        return f"?{urlencode(pairs)}" if pairs else ""


def read(service: Service, calendars: Sequence[Calendar], data: QueryDict) -> Choice:
    """From an address or a form. Raises `BadRequest` for what none of our pages ever writes (B1, B15)."""
    host = _host(calendars, data.get("with", ""))
    zone = data.get("zone", "")
    return Choice(
        service=service,
        calendars=tuple(calendars),
        host=host,
        extras=_extras(service, data.getlist("extra")),
        seats=_seats(service, data.get("seats", "")),
        zone=known_zone(zone) if zone else (host or calendars[0]).zone,
        zone_said=bool(zone),
        first=read_day(data.get("from", "")),
        start=read_start(data.get("start", "")),
        again=data.get("again", "")[:200],
    )


def written(start: datetime) -> str:
    """An instant in an address: "2027-01-05T14:00Z"."""
    return f"{start.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def with_start(address: str) -> Callable[[datetime], str]:
    """That address with a time chosen. There are hundreds on a page, so what they share is made once."""
    begin = f"{address}{'&' if '?' in address else '?'}start="
    return lambda start: begin + written(start)


def read_start(text: str) -> datetime | None:
    """Empty: no time was chosen. Raises `BadRequest` for what is no instant."""
    if not text:
        return None
    try:
        start = datetime.fromisoformat(text)
        if start.tzinfo is not None and 1971 <= start.year < 9000:  # room for any zone on both sides
            return start.astimezone(UTC)
    except ValueError:
        pass
    raise BadRequest("start must be an instant like 2027-01-05T14:00Z")


def read_day(text: str) -> date | None:
    """Empty: from today on. Raises `BadRequest` for what is no day of our time."""
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise BadRequest("from must be a date") from wrong
    if found and not 1971 <= found.year < 9000:
        raise BadRequest("from must be a date of our time")
    return found


def known_zone(name: str) -> str:
    """Raises `BadRequest` for a name that the zone rules do not know (B15)."""
    try:
        local_date(name, 0)
    except UnknownZone as unknown:
        raise BadRequest("unknown time zone") from unknown
    return name


def _host(calendars: Iterable[Calendar], text: str) -> Calendar | None:
    if not text:
        return None
    for calendar in calendars:
        if str(calendar.pk) == text:
            return calendar
    raise BadRequest("no such calendar")


def _extras(service: Service, keys: Sequence[str]) -> tuple[Extra, ...]:
    known = {extra.key: extra for extra in service.extras}
    if not set(keys) <= known.keys():
        raise BadRequest("no such extra")
    return tuple(extra for key, extra in known.items() if key in keys)


def _seats(service: Service, text: str) -> int:
    if not text:
        return 1
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:6]) <= most_seats(service):
        raise BadRequest("no such number of seats")
    return int(text)


def most_seats(service: Service) -> int:
    return min(service.seats, SEATS_AT_ONCE)
