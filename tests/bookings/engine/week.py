"""A plain week for tables: Monday 11 January 2027 and what follows, UTC, one host, one hour."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bookings.engine import slots
from bookings.engine.values import Busy, Caps, Host, Service, Slot
from cardsite.kit.hours import Hours, Window

SERVICE = 1


def at(text: str) -> int:
    """An instant from "01-11 09:00", of 2027, UTC."""
    return int(datetime.fromisoformat(f"2027-{text}").replace(tzinfo=UTC).timestamp())


NOW = at("01-04 00:00")


def service(**given: Any) -> Service:
    return replace(Service(SERVICE, duration=60, step=60), **given)


def host(
    *windows: str,
    number: int = 1,
    zone: str = "UTC",
    caps: Caps | None = None,
    special: Mapping[date, Iterable[str]] | None = None,
) -> Host:
    """Open every day at these times, from 09:00 to 12:00 when none are named; `special` are overrides."""
    overrides = {day: read(texts) for day, texts in (special or {}).items()}
    return Host(number, Hours(zone, (read(windows or ("09:00-12:00",)),) * 7, overrides), caps or Caps())


def read(windows: Iterable[str]) -> tuple[Window, ...]:
    return tuple(map(Window.parse, windows))


def booked(start: str, end: str, **given: Any) -> Busy:
    return replace(Busy(at(start), at(end), "booking", service=SERVICE), **given)


def external(start: str, end: str) -> Busy:
    return Busy(at(start), at(end), "external")


def listed(
    wish: Service, hosts: list[Host], *busy: Busy, first: str = "01-11", last: str = "", **given: Any
) -> list[Slot]:
    """Slots of all hosts; the busy rows are the first one's."""
    since, until = (date.fromisoformat(f"2027-{day}") for day in (first, last or first))
    return slots(wish, hosts, {hosts[0].id: busy}, since, until, "UTC", NOW, **given)


def texts(found: list[Slot]) -> list[str]:
    return [f"{datetime.fromtimestamp(slot.start, UTC):%m-%d %H:%M}" for slot in found]
