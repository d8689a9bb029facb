"""A guest on the way to another time: with the same person, as long as no other is asked for (B13, B14, B27)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from bookings import availability, deciding, wording
from bookings.availability import Wish
from bookings.engine.values import Slot
from bookings.guest import listing
from bookings.guest.choosing import known_zone, read_day, read_start, with_start, written
from bookings.guest.listing import Address
from bookings.models import Booking, Calendar

ANYONE: Final = "any"


@dataclass(frozen=True)
class Change:
    """`choices` are the calendar it is with and whoever else offers the service now; `host` is the one asked for.

    Without a host: anyone who is free. `first` is the day to look on from, `start` the time chosen so far.
    """

    booking: Booking
    choices: tuple[Calendar, ...]
    host: Calendar | None
    now: datetime
    zone: str
    first: date | None = None
    start: datetime | None = None

    @property
    def calendars(self) -> tuple[Calendar, ...]:
        return (self.host,) if self.host else self.choices

    @property
    def wish(self) -> Wish:
        return deciding.wish_of(self.booking, *self.calendars)

    @property
    def here(self) -> str:
        return f"{wording.manage_path(self.booking)}/move"

    def url(self, host: Calendar | None, *, first: date | None = None) -> str:
        """This page for a person, or for anyone; in the zone chosen so far, from a day on."""
        pairs = [] if host == self.booking.calendar else [("with", str(host.pk) if host else ANYONE)]
        pairs += [("zone", self.zone)] if self.zone != self.booking.guest_zone else []
        pairs += [("from", first.isoformat())] if first else []
        return f"{self.here}?{urlencode(pairs)}" if pairs else self.here

    @property
    def address(self) -> Address:
        return with_start(self.url(self.host))

    @property
    def listed(self) -> dict[str, Any]:
        """For `listing`: in which zone, as of when, with which links."""
        return {"zone": self.zone, "now": self.now, "address": self.address}

    def taker(self) -> Calendar | None:
        """Who would have it at the time chosen: the same person before all others. None: it is not free."""
        if self.start is None:
            return None
        able = availability.takers(self.wish, self.start, self.now)
        best = min(able, key=lambda one: one != self.booking.calendar_id, default=None)
        return next((one for one in self.choices if one.pk == best), None)


def read(booking: Booking, data: QueryDict, now: datetime) -> Change:
    """From an address or a form. Raises `BadRequest` for what none of our pages ever writes."""
    own = booking.calendar
    choices = (own, *(one for one in availability.offering(booking.service) if one != own))
    return Change(
        booking=booking,
        choices=choices,
        host=_host(choices, data.get("with") or str(own.pk)),
        now=now,
        zone=known_zone(data.get("zone") or booking.guest_zone),
        first=read_day(data.get("from", "")),
        start=read_start(data.get("start", "")),
    )


def _host(choices: Sequence[Calendar], asked: str) -> Calendar | None:
    if asked == ANYONE:
        return None
    for calendar in choices:
        if str(calendar.pk) == asked:
            return calendar
    raise BadRequest("no such calendar")


def context(change: Change, *, note: str, nearest: Sequence[Slot]) -> dict[str, Any]:
    """The times that are free for it, as if it did not exist; with one chosen, the question whether to move."""
    taker = None if note else change.taker()
    chosen = change.start if taker else None
    offered = None if chosen else listing.offer(change.wish, first=change.first, **change.listed)
    gone = _("This time is not free any more. Choose another.") if change.start and not chosen else ""
    return {
        "change": change,
        "several": len(change.choices) > 1,
        "anyone": ANYONE,
        "others": change.url(None) if change.host and len(change.choices) > 1 else "",
        "here": change.here,
        "back": change.url(change.host),
        "zone": change.zone,
        "note": note or gone,
        "nearest": listing.times(change.wish, nearest, **change.listed),
        "offer": offered,
        "later": change.url(change.host, first=offered.later) if offered and offered.later else "",
        "earlier": change.url(change.host) if change.first else "",
        "nothing": "" if offered is None or offered.days else _nothing(change, offered),
        "taker": taker,
        "start": written(chosen) if chosen else "",
        "rows": _rows(change, taker),
    }


def _rows(change: Change, taker: Calendar | None) -> list[tuple[str, str]]:
    """What stays as it is, and what would be new."""
    booking = change.booking
    rows = [(_("What"), wording.what(booking))]
    if len(change.choices) > 1:
        rows.append((_("With"), _person(booking.calendar, taker or booking.calendar)))
    rows.append((_("Until now"), wording.moment(booking.start, change.zone)))
    return rows + ([(_("New"), wording.moment(change.start, change.zone))] if taker and change.start else [])


def _person(before: Calendar, after: Calendar) -> str:
    if before == after:
        return after.name
    return _("%(new)s instead of %(old)s") % {"new": after.name, "old": before.name}


def _nothing(change: Change, offered: listing.Offer) -> str:
    if change.host is None or len(change.choices) < 2:
        return listing.nothing_free(offered)
    return listing.nothing_free_with(change.host.name, offered)
