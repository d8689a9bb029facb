"""The three screens on the way to a booking: services, free times, details."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings import reserving, wording
from bookings.engine.values import Slot
from bookings.guest import listing
from bookings.guest.choosing import Choice, most_seats, with_start, written
from bookings.guest.forms import BookingForm
from bookings.guest.listing import Address
from bookings.guest.pages import answer, cancel_words
from bookings.guest.shown import ShownService, shown_choice, shown_services
from bookings.models import Booking
from bookings.reserving import Guest
from cards.content import Document
from cards.models import Card
from workspaces.moments import duration
from workspaces.places import zones_by_region


@dataclass(frozen=True)
class Way:
    """Where a visitor stands: whose card, and what was chosen so far."""

    card: Card
    document: Document
    choice: Choice
    now: datetime

    @property
    def start(self) -> datetime:
        """The time chosen; only where one is."""
        assert self.choice.start is not None
        return self.choice.start

    @property
    def here(self) -> str:
        return reverse("book_service", args=[self.card.handle, self.choice.service.slug])

    def url(self, **over: Any) -> str:
        return self.here + self.choice.query(**over)

    @property
    def address(self) -> Address:
        return with_start(self.url())

    @property
    def listed(self) -> dict[str, Any]:
        """For `listing`: in which zone, as of when, with which links."""
        return {"zone": self.choice.zone, "now": self.now, "address": self.address}


def services_page(
    card: Card, document: Document, *, found: Sequence[ShownService] | None = None, missing: bool = False
) -> HttpResponse:
    """`missing`: what was asked for cannot be booked, or no longer."""
    found = shown_services(card, document.language) if found is None else found
    context = {"services": found, "missing": missing}
    return answer("services.html", _("Book"), context, document=document, card=card, status=404 if missing else 200)


def times_page(way: Way, *, gone: bool = False, changing: bool = False) -> HttpResponse:
    """`gone`: the time that was chosen is not free any more. `changing`: with every time zone to choose from."""
    choice = way.choice
    offered = listing.offer(choice.wish, first=choice.first, **way.listed)
    query = choice.query()
    context = {
        "service": shown_choice(_proposed(way, way.now), way.card, way.document.language),
        "choice": choice,
        "offer": offered,
        "gone": gone,
        "here": way.here,
        "later": way.url(first=offered.later) if offered.later else "",
        "earlier": way.url() if choice.first else "",
        "nothing": "" if offered.days else listing.nothing_free(offered),
        "extras": _extras(way),
        "seats": range(1, most_seats(choice.service) + 1),
        "zones": zones_by_region() if changing else None,
        "change": f"{way.here}{query}{'&' if query else '?'}change=zone#zone",
    }
    return answer("times.html", choice.service.title, context, document=way.document, card=way.card)


def details_page(
    way: Way, form: BookingForm, *, status: int = 200, nearest: Sequence[Slot] | None = None
) -> HttpResponse:
    """What would be agreed, and the form. `nearest` are other times when this one cannot be had."""
    choice = way.choice
    others = None if nearest is None else listing.times(choice.wish, nearest, **way.listed)
    context = {
        "form": form,
        "service": choice.service,
        "rows": _agreed(way),
        "hidden": [*choice.fields, ("start", written(way.start))],
        "here": way.here,
        "back": way.url(),
        "nearest": others,
        "until": cancel_words(choice.service.cancel_until, way.start, choice.zone, way.now),
    }
    return answer("details.html", _("Your details"), context, document=way.document, card=way.card, status=status)


def _agreed(way: Way) -> list[tuple[str, str]]:
    choice = way.choice
    booking = _proposed(way, way.start)
    local = wording.there(booking, booking.calendar.zone)
    rows = wording.rows(booking, wording.moment(way.start, choice.zone), local=local)
    return rows + ([(_("With"), choice.host.name)] if choice.host else [])


def _proposed(way: Way, start: datetime) -> Booking:
    """What would be agreed."""
    choice = way.choice
    guest = Guest(name="", zone=choice.zone, language=way.document.language)
    return reserving.proposed(wish=choice.wish, start=start, guest=guest, card=way.card, now=way.now)


def _extras(way: Way) -> list[tuple[str, str, str, bool]]:
    """Key, title, what it adds, and whether it is chosen."""
    service = way.choice.service
    found = []
    for extra in service.extras:
        adds = [f"+ {duration(extra.minutes)}"] if extra.minutes else []
        price = wording.price("exact", extra.price, service.currency, way.document.language) if extra.price else ""
        adds += [f"+ {price}"] if price else []
        found.append((extra.key, extra.title, ", ".join(adds), extra in way.choice.extras))
    return found
