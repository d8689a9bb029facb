"""The guest's own page of a booking: what was agreed, into a calendar, another time, cancelled (B26, B27)."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bookings import availability, deciding, ics, moving, notifying, wording
from bookings.guest import changing
from bookings.guest.changing import Change
from bookings.guest.finding import at_booking
from bookings.guest.manage_pages import cancel_page, manage_page, move_page, refused_page
from bookings.models import Booking
from bookings.refusals import NotAllowed, NotOffered, Taken, TooLate, TooManyMoves
from bookings.states import State
from cards.public_pages import private, see
from workspaces.public_form import public_form

ask = require_http_methods(["GET", "HEAD", "POST"])


@at_booking
@require_safe
def manage(request: HttpRequest, booking: Booking) -> HttpResponse:
    return manage_page(booking, timezone.now(), moved="moved" in request.GET)


@at_booking
@require_safe
def manage_ics(request: HttpRequest, booking: Booking) -> HttpResponse:
    """A file for any calendar program; of a request that nobody has granted there is none."""
    if booking.state in {State.PENDING, State.HELD, State.DECLINED, State.EXPIRED}:
        raise Http404
    method = "CANCEL" if booking.state == State.CANCELLED else "PUBLISH"
    body = ics.calendar([notifying.event_of(booking, method)], method="PUBLISH")
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="appointment.ics"'
    return private(response)


@public_form
@at_booking
@ask
def manage_move(request: HttpRequest, booking: Booking) -> HttpResponse:
    """GET lists free times, and with one asks; POST moves (B14, B27)."""
    data = request.POST if request.method == "POST" else request.GET
    change = changing.read(booking, data, timezone.now())
    try:
        if request.method == "POST":
            return _moved(change)
        moving.check_guest(booking, change.now)
    except (TooLate, TooManyMoves, NotAllowed) as refused:
        return refused_page(booking, refused, change.now)
    return move_page(change)


def _moved(change: Change) -> HttpResponse:
    if change.start is None:
        raise BadRequest("no time was chosen")
    booking = change.booking
    try:
        moving.move(booking=booking, start=change.start, calendars=change.calendars, now=change.now)
    except Taken as taken:
        booking.refresh_from_db()
        note = _("Somebody else has just taken this time. Choose another.")
        return move_page(change, note=note, nearest=taken.nearest, status=409)
    except NotOffered:
        nearest = availability.nearest(change.wish, change.start, change.now)
        return move_page(change, note=_("This time cannot be booked. Choose another."), nearest=nearest, status=422)
    return see(f"{wording.manage_path(booking)}?moved")


@public_form
@at_booking
@ask
def manage_cancel(request: HttpRequest, booking: Booking) -> HttpResponse:
    """GET asks; POST cancels, and once more changes nothing (B26)."""
    now = timezone.now()
    if booking.state == State.CANCELLED:
        return manage_page(booking, now)
    try:
        if request.method == "POST":
            deciding.cancel(booking=booking, by=None, now=now)
            return see(wording.manage_path(booking))
        deciding.check_guest(booking, now)
    except (TooLate, NotAllowed) as refused:
        return refused_page(booking, refused, now)
    return cancel_page(booking, now)
