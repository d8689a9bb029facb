"""What a guest sees of a booking: how it stands, other times, the question before it is cancelled, a refusal."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bookings import again, availability, deciding, ics, moving, notifying, wording
from bookings.engine.values import Slot
from bookings.guest import changing
from bookings.guest.changing import Change
from bookings.guest.finding import dressed_as
from bookings.guest.pages import answer, cancel_words
from bookings.models import Booking
from bookings.refusals import NotAllowed, TooLate, TooManyMoves
from bookings.states import State
from cards.acts import asking_row

_HEADINGS: Final[dict[str, str | Promise]] = {
    State.HELD: gettext_lazy("Request sent"),
    State.PENDING: gettext_lazy("Request sent"),
    State.CONFIRMED: gettext_lazy("Booked"),
    State.COMPLETED: gettext_lazy("This appointment is over"),
    State.NO_SHOW: gettext_lazy("This appointment is over"),
    State.CANCELLED: gettext_lazy("Cancelled"),
    State.DECLINED: gettext_lazy("Declined"),
    State.EXPIRED: gettext_lazy("Request expired"),
}


def manage_page(booking: Booking, now: datetime, *, moved: bool = False, status: int = 200) -> HttpResponse:
    """Everything agreed, and what can be done now. `moved`: it has just got another time, which is said."""
    over = booking.end <= now
    heading = _HEADINGS[State.COMPLETED if over and booking.is_open else booking.state]
    moved = moved and booking.is_open and bool(booking.moved) and not over
    context = _agreed(booking) | {
        "heading": heading,
        "moved": wording.moment(booking.start, booking.guest_zone, brief=True) if moved else "",
        "said": _said(booking, now),
        "file": f"{wording.manage_path(booking)}.ics" if booking.state == State.CONFIRMED and not over else "",
        "links": _web_calendars(booking),
        "can_move": not _refused(moving.check_guest, booking, now),
        "can_cancel": not _refused(deciding.check_guest, booking, now),
        "again": again.path(booking) if over or not booking.is_open else "",
        "until": ""
        if over or booking.state != State.CONFIRMED
        else cancel_words(booking.service.cancel_until, booking.start, booking.guest_zone, now),
        "keep": not booking.email and booking.is_open,
        "manage": wording.manage_url(booking),
    }
    return _answer("manage.html", str(heading), context, booking, status)


def cancel_page(booking: Booking, now: datetime) -> HttpResponse:
    return _answer("cancel.html", _("Cancel the appointment"), _agreed(booking), booking)


def move_page(change: Change, *, note: str = "", nearest: Sequence[Slot] = (), status: int = 200) -> HttpResponse:
    """`note` says why the time asked for cannot be had; `nearest` are free ones close to it."""
    booking = change.booking
    context = _agreed(booking) | changing.context(change, note=note, nearest=nearest)
    return _answer("move.html", _("Move"), context, booking, status)


def refused_page(booking: Booking, refused: Exception, now: datetime) -> HttpResponse:
    """403 with the ways to ask, after a cut-off; 409 for what is over (B20, B27)."""
    if isinstance(refused, NotAllowed):
        booking.refresh_from_db()
        return manage_page(booking, now, status=409)
    context = _agreed(booking) | {"why": _why(booking, refused)}
    return _answer("refused.html", _("Please ask directly"), context, booking, 403)


def _why(booking: Booking, refused: Exception) -> str:
    if isinstance(refused, TooLate):
        until = wording.moment(refused.until, booking.guest_zone)
        return _("This could be changed here until %(until)s. Please ask us directly.") % {"until": until}
    assert isinstance(refused, TooManyMoves)
    said = ngettext(
        "An appointment can be moved here once. Please ask us directly.",
        "An appointment can be moved here %(number)d times. Please ask us directly.",
        refused.limit,
    )
    return said % {"number": refused.limit}


def _refused(check: Any, booking: Booking, now: datetime) -> bool:
    try:
        check(booking, now)
    except (NotAllowed, TooLate, TooManyMoves):
        return True
    return False


def _said(booking: Booking, now: datetime) -> str:
    """One sentence below the heading: what happens next."""
    if booking.state == State.PENDING and booking.expires_at:
        until = wording.moment(booking.expires_at, booking.guest_zone, brief=True)
        return _("It is not confirmed yet. You hear from us by %(until)s at the latest.") % {"until": until}
    if booking.state == State.CONFIRMED and booking.end > now and booking.email:
        return _("The confirmation is on its way to %(email)s.") % {"email": booking.email}
    if booking.state == State.DECLINED:
        return _("We could not accept your request. Choose another time, or ask us.")
    if booking.state == State.EXPIRED:
        return _("Nobody answered in time, so nothing is booked. Choose another time, or ask us.")
    if booking.state == State.CANCELLED and booking.workspace.deleted_at:
        return _("The business has closed its page here. For another appointment, ask it directly.")
    if booking.state == State.CANCELLED:
        return _("The time is free again. Nothing more is to be done.")
    return ""


def _web_calendars(booking: Booking) -> list[tuple[str, str]]:
    """Names and addresses of those that take an appointment by a link."""
    links = ics.links(notifying.event_of(booking, "PUBLISH"))
    return [("Google", links.google), ("Outlook", links.outlook), ("Microsoft 365", links.office365)]


def _agreed(booking: Booking) -> dict[str, Any]:
    return {
        "booking": booking,
        "rows": wording.guest_rows(booking, host=availability.chosen_host(booking)),
        "path": wording.manage_path(booking),
    }


def _answer(template: str, title: str, context: dict[str, Any], booking: Booking, status: int = 200) -> HttpResponse:
    card, document = dressed_as(booking)
    context["reach"] = asking_row(document, _about(booking, document.name))
    return answer(template, title, context, document=document, card=card, status=status)


def _about(booking: Booking, name: str) -> str:
    """What the guest begins a chat with: the owner's greeting speaks to somebody who has not booked yet."""
    when = wording.moment(booking.start, booking.guest_zone, brief=True)
    return _("Hello %(name)s, I have a question about my appointment: %(what)s, %(when)s.") % {
        "name": name,
        "what": wording.what(booking),
        "when": when,
    }
