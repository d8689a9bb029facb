"""A workspace is deleted: appointments to come are called off, and each guest is told at once (cards 99)."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from bookings import deciding
from bookings.models import Booking
from bookings.states import State
from workspaces.models import User
from workspaces.outbox import effect
from workspaces.waiting import Waiting


def waiting(*, card: int | None) -> Waiting | None:
    """Appointments that have not begun."""
    coming = _coming() if card is None else _coming().filter(card=card)
    number = coming.count()
    if not number:
        return None
    words = ngettext("%(number)d coming booking", "%(number)d coming bookings", number) % {"number": number}
    return Waiting(words, "agenda", unreached=coming.filter(email="").count())


@effect(lease=timedelta(minutes=10))
def call_off_bookings(*, by: int) -> None:
    """Each by itself. None of a workspace that was brought back before anybody was told."""
    owner = User.objects.get(pk=by)
    for booking in list(_coming().filter(workspace__deleted_at__isnull=False)):
        deciding.call_off(booking=booking, by=owner, now=timezone.now())


def _coming() -> "QuerySet[Booking]":
    agreed = Booking.objects.get_queryset().filter(state__in=[State.PENDING, State.CONFIRMED])
    return agreed.filter(start__gt=timezone.now()).order_by("start", "pk")
