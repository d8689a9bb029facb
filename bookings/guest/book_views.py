"""From a card to a booking: services, free times, details; three screens at most, complete without scripts."""

from typing import Final

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import availability, reserving, wording
from bookings.guest import listing
from bookings.guest.book_pages import Way, details_page, services_page, times_page
from bookings.guest.choosing import read
from bookings.guest.finding import earlier_guest
from bookings.guest.forms import BookingForm
from bookings.guest.pages import answer
from bookings.guest.shown import only_one, shown_services
from bookings.models import Booking, Service
from bookings.refusals import Refused, Taken, TooManyOpen
from cards.addresses import at_address
from cards.editor import limits
from cards.models import Card, Publication
from cards.public_pages import in_its_language, private, see
from cardsite.kit import signing
from cardsite.kit.throttle import TooMany
from workspaces.public_form import limit, public_form

AN_HOUR: Final = 20
"""Bookings from one network address, and to one person."""

CARD_AN_HOUR: Final = 300


@at_address
@in_its_language
def services(request: HttpRequest, card: Card, publication: Publication) -> HttpResponse:
    """Everything there is; straight to the times when it is one thing."""
    found = shown_services(card, publication.content.language)
    if only := only_one(found):
        return private(redirect(only))
    return services_page(card, publication.content, found=found)


@at_address
@in_its_language
def next_times(request: HttpRequest, card: Card, publication: Publication) -> HttpResponse:
    """A fragment for the card's page: the next free times of one service."""
    offered = Service.objects.get_queryset().offered()
    asked = request.GET.get("service", "")
    service = (offered.filter(slug=asked) if asked else offered).first()
    if service is None:
        raise Http404
    choice = read(service, availability.offering(service), request.GET)
    way = Way(card, publication.content, choice, timezone.now())
    days = listing.soonest(choice.wish, **way.listed)
    context = {"days": days, "service": service, "zone": choice.zone, "all": way.url()}
    return answer("next.html", "", context, document=publication.content, card=card)


@public_form
@at_address
@in_its_language
def book(request: HttpRequest, card: Card, publication: Publication, service: str) -> HttpResponse:
    """Without a time the times, with one the form; POST books."""
    found = Service.objects.get_queryset().offered().select_related("photo").filter(slug=service).first()
    if found is None:
        return services_page(card, publication.content, missing=True)
    sent = request.method == "POST"
    choice = read(found, availability.offering(found), request.POST if sent else request.GET)
    way = Way(card, publication.content, choice, timezone.now())
    if sent:
        return _booked(request, way)
    if choice.start is None:
        return times_page(way, changing="change" in request.GET)
    if not availability.takers(choice.wish, choice.start, way.now):
        return times_page(way, gone=True)
    return details_page(way, BookingForm(choice=choice, initial=earlier_guest(choice.again)))


def _booked(request: HttpRequest, way: Way) -> HttpResponse:
    """303 to the booking; 422, 409 and 429 show the form again with everything that was typed (B1, B22, B37)."""
    if way.choice.start is None:
        raise BadRequest("no time was chosen")
    form = BookingForm(request.POST, choice=way.choice)
    form.check_lines()
    valid = form.is_valid()
    if made := reserving.made_with(form.key, way.now):
        return see(wording.manage_path(made))
    if not valid:
        return details_page(way, form, status=422)
    if form.is_trapped:
        return see(f"/b/{signing.token('booking', 0, 0)}")  # looks like success, and is nowhere
    try:
        return see(wording.manage_path(_reserved(request, way, form)))
    except TooMany as reached:
        return limits.answer(reached, form, lambda status: details_page(way, form, status=status))
    except Refused as refused:
        return _refused(way, form, refused)


def _refused(way: Way, form: BookingForm, refused: Refused) -> HttpResponse:
    """The form again, everything typed still in it, with times close by where the time was the reason."""
    if isinstance(refused, TooManyOpen):
        form.add_error(None, _too_many(refused.limit))
        return details_page(way, form, status=422)
    if isinstance(refused, Taken):
        form.add_error(None, _("Somebody else has just taken this time. Choose another; nothing you typed is lost."))
        return details_page(way, form, status=409, nearest=refused.nearest)
    form.add_error(None, _("This time cannot be booked. Choose another; nothing you typed is lost."))
    nearest = availability.nearest(way.choice.wish, way.start, way.now)
    return details_page(way, form, status=422, nearest=nearest)


def _reserved(request: HttpRequest, way: Way, form: BookingForm) -> Booking:
    guest = form.guest(way.document.language)
    people = [one for one in (guest.email, guest.phone) if one]
    limit(request, "book", card=way.card.pk, an_hour=AN_HOUR, card_an_hour=CARD_AN_HOUR, to=people)
    return reserving.reserve(
        wish=way.choice.wish, start=way.start, guest=guest, key=form.key, card=way.card, now=way.now
    )


def _too_many(most: int) -> str:
    said = ngettext(
        "You already have an appointment here. Move or cancel it first, or ask us.",
        "You already have %(most)d appointments here. Move or cancel one of them first, or ask us.",
        most,
    )
    return said % {"most": most}
