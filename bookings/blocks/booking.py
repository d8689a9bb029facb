"""Block "booking": the next free times, and the way to all of them."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.blocks.choice import ServiceChoice
from bookings.models import Service
from cards.blocks.kind import BlockKind, Body, Group, OfferedAct
from cards.content import Document, MainAct, ShortLine
from cards.models import Card


class Booking(Body):
    """`service` is an address part of one service; empty: the first one."""

    heading: ShortLine = ""
    service: ShortLine = ""


class BookingForm(forms.Form):
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Left empty, it says “Book an appointment”."),
    )
    service = ServiceChoice(label=gettext_lazy("Free times of"), required=False)


def context(_document: Document, body: Booking, card: Card) -> dict[str, Any]:
    """Nothing while nobody offers anything. The times themselves are never remembered with the page."""
    offered = Service.objects.get_queryset().offered()
    service = (offered.filter(slug=body.service).first() if body.service else None) or offered.first()
    if service is None:
        return {}
    return {
        "heading": body.heading or _("Book an appointment"),
        "service": service,
        "url": reverse("book_service", args=[card.handle, service.slug]),
        "all": reverse("book", args=[card.handle]) if offered.exclude(pk=service.pk).exists() else "",
        "live": f"{reverse('book_next', args=[card.handle])}?{urlencode({'service': service.slug})}",
    }


def address(card: Card) -> str:
    """Where "Book" leads; empty while nothing can be booked."""
    return reverse("book", args=[card.handle]) if Service.objects.get_queryset().offered().exists() else ""


block = BlockKind(
    "booking",
    gettext_lazy("Appointments"),
    Booking,
    BookingForm,
    "bookings/blocks/booking.html",
    context,
    single=True,
    offers=OfferedAct(MainAct.BOOK, gettext_lazy("Book"), address),
    css=("css/card-book.css",),
    source=("services", gettext_lazy("Change services and hours")),
    group=Group.SELL,
    icon="calendar",
    says=gettext_lazy("The next free times, ready to be booked."),
)
