"""What bookings tell about people (`AppConfig.timeline`)."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import ngettext

from audience.people.entries import ENTRIES_MAX, Entry, Source
from audience.searching import matching
from bookings.models import Booking
from bookings.states import State
from workspaces.models import Membership

KIND = "booking"


def _entries(emails: Collection[str], phones: Collection[str]) -> list[Entry]:
    mine = _bookings().alias(mail=Lower("email")).filter(Q(mail__in=emails) | Q(phone__in=phones))
    return _told(mine[:ENTRIES_MAX])


def _contacts(search: str, limit: int) -> list[Entry]:
    return _told((_bookings().filter(matching(search)) if search else _bookings())[:limit])


def _one(pk: int) -> Entry | None:
    return next(iter(_told(_bookings().filter(pk=pk))), None)


def _counted(number: int) -> str:
    return ngettext("%(number)d booking", "%(number)d bookings", number) % {"number": number}


def _bookings() -> "QuerySet[Booking]":
    """The newest first; what is only held is nobody's yet."""
    return Booking.objects.exclude(state=State.HELD).order_by("-start", "-pk")


def _told(bookings: Iterable[Booking]) -> list[Entry]:
    return [
        Entry(
            kind=KIND,
            pk=booking.pk,
            at=booking.start,
            name=booking.name,
            email=booking.email.lower(),
            phone=booking.phone,
            icon="calendar",
            title=booking.title,
            detail=str(booking.get_state_display()),
        )
        for booking in bookings
    ]


def source(_reader: Membership) -> Source:
    """Whatever the role: every member reads them."""
    return Source(kind=KIND, entries=_entries, contacts=_contacts, one=_one, counted=_counted)
