"""What the page of one booking shows, and which acts are possible now (B20, B30)."""

from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from django.http import HttpRequest
from django.utils import timezone

from audience.people.finding import others
from bookings.deciding import NO_SHOW_FOR, NO_SHOW_UNDO
from bookings.models import Booking, BookingEvent
from bookings.notifying import whatsapp_link
from bookings.owner import agenda, booking_words
from bookings.states import State
from bookings.wording import manage_url
from cards.content import Phone
from cards.editor.finding import member, membership_of, role_of
from cards.phones import readable
from cards.reaching import chat_url, phone_url
from workspaces.access import allowed
from workspaces.models import User
from workspaces.moments import day_title, moment_words, span_words, today_in, wall

_CHAT: Final = {State.CONFIRMED: "made", State.CANCELLED: "cancelled"}
"""The text that is prepared in WhatsApp; in other states the chat opens empty."""


def page_of(booking: Booking, request: HttpRequest) -> dict[str, Any]:
    """The booking comes with its calendar and service."""
    now, user = timezone.now(), member(request)
    events = BookingEvent.objects.filter(booking=booking).select_related("by")
    return (
        {
            "booking": booking,
            "tone": agenda.tone(booking),
            "history": booking_words.history(booking, events, user),
            "extras": [extra.title for extra in booking.extras],
            "price": booking_words.price_words(booking, user),
            "manage_url": manage_url(booking) if booking.is_open else "",
            "same_person": others(
                membership_of(request), kind="booking", pk=booking.pk, email=booking.email, phone=booking.phone
            ),
            "may_edit": allowed(role_of(request), "bookings.edit"),
        }
        | _when(booking, user, now)
        | _reaching(booking)
        | acts(booking, now)
    )


def acts(booking: Booking, now: datetime) -> dict[str, bool]:
    """Which acts would be done; the rows decide again when one is asked for."""
    state, begun = State(booking.state), booking.start <= now
    since = booking.decided_at or now
    return {
        "can_answer": state == State.PENDING,
        "can_cancel": state == State.CONFIRMED,
        "can_move": booking.is_open,
        "can_no_show": state in {State.CONFIRMED, State.COMPLETED} and begun and now <= booking.start + NO_SHOW_FOR,
        "can_came": (state == State.CONFIRMED and begun) or (state == State.NO_SHOW and now <= since + NO_SHOW_UNDO),
    }


def _when(booking: Booking, user: User, now: datetime) -> dict[str, str]:
    zone = booking.calendar.zone
    return {
        "day": day_title(wall(booking.start, zone).date(), today_in(zone, now)),
        "date": f"{wall(booking.start, zone):%Y-%m-%d}",
        "was": moment_words(booking.start, zone, user),
        "span": span_words(booking.start, booking.end, zone, user),
        "guest_moment": booking_words.guest_moment(booking, user),
    }


def _reaching(booking: Booking) -> dict[str, str]:
    """Links a tap opens; numbers and addresses were checked when they were typed."""
    phone = Phone.model_construct(number=booking.phone)
    verb = _CHAT.get(State(booking.state))
    return {
        "call": phone_url(phone) if booking.phone else "",
        "chat": (whatsapp_link(booking, verb) if verb else chat_url(phone, "")) if booking.phone else "",
        "mail": f"mailto:{quote(booking.email, safe='@+')}" if booking.email else "",
        "number": readable(booking.phone) if booking.phone else "",
    }
