"""Calendars: made and changed, their week, special days and zone; taken out of use.

Whether a service can be booked, a card shows: whoever changes who offers what touches the workspace. Opening hours
stand on no remembered page. Bookings stay whatever is arranged here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from bookings import availability
from bookings.models import Booking, Calendar, Offering, Override, Service
from cardsite.kit.hours import Hours, Window, bounds, open_intervals
from workspaces.models import Workspace

USUAL_WEEK: Final = [["09:00-17:00"]] * 5 + [[], []]
LONGEST_SPELL: Final = timedelta(days=366)
"""Special days that can be entered at once."""


@transaction.atomic
def add(*, workspace: Workspace, values: Mapping[str, Any], services: Iterable[Service]) -> Calendar:
    """At the end of the list, in the open workspace. `values`: fields of the model, name and zone at least."""
    last = Calendar.objects.get_queryset().aggregate(last=Max("position"))["last"]
    calendar = Calendar.objects.create(**{"week": USUAL_WEEK, **values, "position": 0 if last is None else last + 1})
    _offer(calendar, services)
    workspace.touch()
    return calendar


@transaction.atomic
def change(*, calendar: Calendar, values: Mapping[str, Any], services: Iterable[Service]) -> None:
    """Name, member, whom to tell, caps, and what it offers."""
    for name, value in values.items():
        setattr(calendar, name, value)
    calendar.save(update_fields=list(values))
    if _offer(calendar, services):
        calendar.workspace.touch()


def set_week(*, calendar: Calendar, week: Sequence[Sequence[Window]]) -> None:
    """Seven lists of windows, Monday first; each day's in the order of the clock."""
    calendar.week = [[str(window) for window in sorted(day, key=lambda one: one.start)] for day in week]
    calendar.save(update_fields=["week"])


@transaction.atomic
def set_days(*, calendar: Calendar, first: date, last: date, windows: Sequence[Window], label: str) -> list[Override]:
    """The same for each of these dates, over whatever was said of them; no windows: closed (B4)."""
    texts = [str(window) for window in windows]
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [
        Override.objects.update_or_create(calendar=calendar, date=day, defaults={"windows": texts, "label": label})[0]
        for day in days
    ]


def first_zone(workspace: Workspace) -> str:
    """Where a new calendar begins: in the zone of the first one in use, else in the workspace's."""
    first = Calendar.objects.get_queryset().kept().first()
    return first.zone if first else workspace.zone


def set_zone(*, calendar: Calendar, zone: str) -> None:
    """Hours move with the clock, bookings keep their instants (B17)."""
    calendar.zone = zone
    calendar.save(update_fields=["zone"])


@transaction.atomic
def archive(*, calendar: Calendar, now: datetime) -> None:
    """Nobody can book it any more; its bookings stay and can still be worked with."""
    if calendar.archived_at is None:
        calendar.archived_at = now
        calendar.save(update_fields=["archived_at"])
        calendar.workspace.touch()


@transaction.atomic
def restore(*, calendar: Calendar) -> None:
    if calendar.archived_at is not None:
        calendar.archived_at = None
        calendar.save(update_fields=["archived_at"])
        calendar.workspace.touch()


def upcoming(calendar: Calendar, now: datetime) -> list[Booking]:
    """What is still to come, soonest first."""
    return list(Booking.objects.get_queryset().upcoming(now).filter(calendar=calendar))


def left_outside(calendar: Calendar, now: datetime, *, zone: str) -> list[Booking]:
    """Bookings to come that would lie outside the opening hours, were they those of another zone (B17)."""
    bookings = upcoming(calendar, now)
    if not bookings:
        return []
    hours = availability.hours(calendar, Override.objects.filter(calendar=calendar))
    moved = replace(hours, zone=zone)
    return [booking for booking in bookings if not _is_open(moved, booking)]


def booked_on(calendar: Calendar, first: date, last: date) -> list[Booking]:
    """Bookings that begin on these dates of the calendar."""
    since, until = (availability.moment(edge) for edge in bounds(calendar.zone, first, last))
    open_ones = Booking.objects.get_queryset().open().filter(calendar=calendar)
    return list(open_ones.filter(start__gte=since, start__lt=until))


def _is_open(hours: Hours, booking: Booking) -> bool:
    start, end = availability.instant(booking.start), availability.instant(booking.end)
    return any(since <= start and end <= until for since, until in open_intervals(hours, start, end))


def _offer(calendar: Calendar, services: Iterable[Service]) -> bool:
    """Whether that changes what it offers."""
    wanted = {service.pk for service in services}
    rows = Offering.objects.filter(calendar=calendar, service__archived_at__isnull=True)
    present = set(rows.values_list("service", flat=True))
    rows.filter(service__in=present - wanted).delete()
    for pk in sorted(wanted - present):
        Offering.objects.create(calendar=calendar, service_id=pk)
    return wanted != present
