"""A booking in words for the owner: its history, its price, and why an act is refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.availability import moment
from bookings.engine.values import Slot
from bookings.models import Booking, BookingEvent, Calendar
from bookings.states import NotAllowed, State
from cardsite.kit import money
from workspaces.models import User
from workspaces.moments import moment_words, span_words, time_words

_VERBS: Final = {
    "made": gettext_lazy("Booked"),
    "asked": gettext_lazy("Asked for"),
    "approved": gettext_lazy("Approved"),
    "declined": gettext_lazy("Declined"),
    "cancelled": gettext_lazy("Cancelled"),
    "called_off": gettext_lazy("Cancelled, for the workspace was deleted"),
    "expired": gettext_lazy("Expired without an answer"),
    "moved": gettext_lazy("Moved"),
    "no_show": gettext_lazy("Marked as no-show"),
    "came": gettext_lazy("Marked as came"),
    "completed": gettext_lazy("Took place"),
    "told": gettext_lazy("Text opened in WhatsApp"),
}
_TEXTS: Final = {
    "made": gettext_lazy("Confirmation opened in WhatsApp"),
    "moved": gettext_lazy("New time opened in WhatsApp"),
    "reminder": gettext_lazy("Reminder opened in WhatsApp"),
}
_BY_ITSELF: Final = {"expired", "completed"}
_PAST: Final = {
    State.CANCELLED: gettext_lazy("This booking is cancelled. That is final: make a new one instead."),
    State.DECLINED: gettext_lazy("This request was declined. That is final: make a new booking instead."),
    State.EXPIRED: gettext_lazy("This request expired. That is final: make a new booking instead."),
    State.CONFIRMED: gettext_lazy("This booking is confirmed already."),
    State.COMPLETED: gettext_lazy("This appointment took place already."),
}


@dataclass(frozen=True)
class Happened:
    """One line of the history."""

    when: str
    words: str
    message: str


@dataclass(frozen=True)
class Offered:
    """A free time: what to show and what a form sends."""

    start: int
    words: str
    date: str
    time: str
    calendar: int


def history(booking: Booking, events: Iterable[BookingEvent], user: User) -> list[Happened]:
    """The latest last. The events come with their `by`."""
    zone = booking.calendar.zone
    return [
        Happened(moment_words(event.at, zone, user), _line(event, zone, user), str(event.data.get("message", "")))
        for event in events
    ]


def price_words(booking: Booking, user: User) -> str:
    """ "From €30"; nothing where no price was said."""
    if booking.price_kind == "free":
        return _("Free of charge")
    if booking.price is None or not booking.currency:
        return ""
    said = money.spoken(booking.price, booking.currency, user.language)
    return _("From %(price)s") % {"price": said} if booking.price_kind == "from" else said


def refusal_words(refused: NotAllowed) -> str:
    """Why an act is not possible, and what is."""
    if refused.wanted == State.NO_SHOW and refused.now in {State.CONFIRMED, State.COMPLETED}:
        return _("A no-show can be noted from the beginning of the appointment until 30 days after it.")
    if refused.now == State.NO_SHOW:
        return _("A no-show can be taken back within seven days.")
    return str(_PAST.get(refused.now, _("That is not possible any more. Reload the page to see how it stands.")))


def offered(slots: Iterable[Slot], calendars: Iterable[Calendar], user: User) -> list[Offered]:
    """Free times, each with the first of its calendars."""
    by_id = {calendar.pk: calendar for calendar in calendars}
    found = []
    for slot in slots:
        calendar = by_id[slot.hosts[0]]
        at = moment(slot.start).astimezone(ZoneInfo(calendar.zone))
        words = moment_words(at, calendar.zone, user)
        found.append(Offered(slot.start, words, f"{at:%Y-%m-%d}", f"{at:%H:%M}", calendar.pk))
    return found


def beside(calendars: Iterable[Calendar], at: datetime) -> list[Offered]:
    """The same moment with others, each on their own clock."""
    found = []
    for calendar in calendars:
        here = at.astimezone(ZoneInfo(calendar.zone))
        found.append(Offered(int(at.timestamp()), calendar.name, f"{here:%Y-%m-%d}", f"{here:%H:%M}", calendar.pk))
    return found


def clash_words(clash: Booking, calendar: Calendar, user: User, also: str = "") -> str:
    """Who is in the way, and when."""
    span = span_words(clash.start, clash.end, calendar.zone, user)
    said = _("%(name)s, %(span)s, is in the way.") % {"name": clash.name, "span": span}
    return f"{said} {also}".strip()


def clock_words(start: int, zone: str, user: User) -> str:
    """The time of day of a free time."""
    return time_words(moment(start), zone, user)


def guest_moment(booking: Booking, user: User) -> str:
    """The start on the guest's own clock; nothing where it shows the same."""
    host, guest = (booking.start.astimezone(ZoneInfo(zone)) for zone in (booking.calendar.zone, booking.guest_zone))
    if host.replace(tzinfo=None) == guest.replace(tzinfo=None):
        return ""
    return f"{moment_words(booking.start, booking.guest_zone, user)} ({booking.guest_zone})"


def _line(event: BookingEvent, zone: str, user: User) -> str:
    verb = str(_TEXTS.get(event.data.get("text", ""), _VERBS.get(event.verb, event.verb)))
    if event.verb not in _BY_ITSELF:
        who = event.by.name or event.by.email if event.by else _("the guest")
        verb = _("%(verb)s by %(who)s") % {"verb": verb, "who": who}
    if start := event.data.get("before", {}).get("start"):
        before = moment_words(datetime.fromisoformat(start), zone, user)
        return _("%(verb)s; it was on %(before)s") % {"verb": verb, "before": before}
    return verb
