"""What guest and host read about a booking: sentences for mails and for WhatsApp, in the active language."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import dateformat
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.models import Booking
from bookings.states import State
from cards.phones import readable
from cardsite.kit import money, signing
from workspaces.letters import Letter, one_line, subject
from workspaces.moments import duration

_GUEST: Final[dict[str, tuple[str | Promise, str | Promise]]] = {
    "made": (gettext_lazy("Booked"), gettext_lazy("Your appointment is booked.")),
    "asked": (
        gettext_lazy("Request sent"),
        gettext_lazy("Your request has arrived. It is not confirmed yet: you get another mail with the answer."),
    ),
    "approved": (gettext_lazy("Confirmed"), gettext_lazy("Your appointment is confirmed.")),
    "declined": (gettext_lazy("Declined"), gettext_lazy("Your request could not be accepted.")),
    "cancelled": (gettext_lazy("Cancelled"), gettext_lazy("This appointment is cancelled.")),
    "called_off": (
        gettext_lazy("Cancelled"),
        gettext_lazy("This appointment is cancelled: we have closed our page here. Answer this mail to reach us."),
    ),
    "expired": (
        gettext_lazy("Request expired"),
        gettext_lazy("Your request was not answered in time, so it has expired. Nothing is booked."),
    ),
    "moved": (gettext_lazy("Moved"), gettext_lazy("Your appointment has another time.")),
    "reminder": (gettext_lazy("Reminder"), gettext_lazy("This is a reminder of your appointment.")),
}
_HOST: Final[dict[str, tuple[str | Promise, str | Promise]]] = {  # whoever answers a request needs no mail of it
    "made": (gettext_lazy("New booking"), gettext_lazy("Somebody has booked.")),
    "asked": (gettext_lazy("New request"), gettext_lazy("Somebody asks for an appointment.")),
    "cancelled": (gettext_lazy("Cancelled"), gettext_lazy("The guest has cancelled. The time is free again.")),
    "expired": (
        gettext_lazy("Request expired"),
        gettext_lazy("A request was not answered in time and has expired. The guest was told."),
    ),
    "moved": (gettext_lazy("Moved"), gettext_lazy("The guest has moved the appointment to another time.")),
}
_CHAT: Final[dict[str, str | Promise]] = {
    "made": gettext_lazy("Hello %(name)s, your appointment is booked: %(what)s, %(when)s. Change or cancel: %(link)s"),
    "approved": gettext_lazy(
        "Hello %(name)s, your appointment is confirmed: %(what)s, %(when)s. Change or cancel: %(link)s"
    ),
    "moved": gettext_lazy("Hello %(name)s, your appointment has a new time: %(what)s, %(when)s. See it here: %(link)s"),
    "cancelled": gettext_lazy("Hello %(name)s, your appointment is cancelled: %(what)s, %(when)s."),
    "reminder": gettext_lazy(
        "Hello %(name)s, a reminder of your appointment: %(what)s, %(when)s. Change or cancel: %(link)s"
    ),
}


def manage_url(booking: Booking) -> str:
    """Where the guest moves or cancels; the same in every mail until the version is raised (B26)."""
    return f"{settings.BASE_URL}{manage_path(booking)}"


def manage_path(booking: Booking) -> str:
    return f"/b/{signing.token('booking', booking.pk, booking.version)}"


def workspace_url(booking: Booking) -> str:
    return f"{settings.BASE_URL}/w/{booking.workspace.slug}/bookings/{booking.pk}/"


def moment(at: datetime, zone: str, *, clock_24h: bool = True, brief: bool = False) -> str:
    """ "Friday, 8 January, 15:30 (Europe/Berlin)"; brief without the day of the week."""
    local = at.astimezone(ZoneInfo(zone))
    day = date_format(local, "DATE_FORMAT")
    if not brief:
        day = f"{dateformat.format(local, 'l')}, {day}"
    clock = dateformat.format(local, "H:i" if clock_24h else "g:i a")
    return f"{day}, {clock} ({zone.replace('_', ' ')})"


def there(booking: Booking, zone: str) -> str:
    """The clock at the place, "10:00 in Europe/London", for who comes there and reads another one; else empty.

    `zone` is the calendar's.
    """
    theirs, own = (booking.start.astimezone(ZoneInfo(name)) for name in (booking.guest_zone, zone))
    if booking.place != "here" or theirs.utcoffset() == own.utcoffset():
        return ""
    clock = dateformat.format(own, "H:i")
    if own.date() != theirs.date():
        clock = f"{date_format(own, 'DATE_FORMAT')}, {clock}"
    return _("%(clock)s in %(place)s") % {"clock": clock, "place": zone.replace("_", " ")}


def to_guest(booking: Booking, verb: str, message: str = "", *, again: str = "", host: str = "") -> Letter:
    """Nothing that the visitor typed stands in it beside the name: the address may be anybody's (B38).

    `again` is where to book the same once more, `host` with whom, where there is a choice.
    """
    word, sentence = (str(part) for part in _GUEST[verb])
    if verb == "moved" and booking.state == State.PENDING:
        sentence = _("Your request has another time. It is not confirmed yet.")
    when, house = moment(booking.start, booking.guest_zone, brief=True), one_line(booking.workspace.name)
    return Letter(
        subject=subject(f"{word}: {what(booking)}, {when}"),
        heading=_("Hello %(name)s") % {"name": one_line(booking.name)},
        said=[sentence],
        quoted=message.strip(),
        rows=guest_rows(booking, host=host),
        links=[(_guest_label(booking), manage_url(booking)), *([(_("Book again"), again)] if again else [])],
        signed=house,
        because=_("You get this because this address was given for an appointment with %(house)s.") % {"house": house},
    )


def to_host(booking: Booking, verb: str, *, clock_24h: bool) -> Letter:
    """Who, what, when on the calendar's clock, and how to reach them; a request says until when to answer."""
    word, sentence = (str(part) for part in _HOST[verb])
    zone = booking.calendar.zone
    said = [sentence]
    if verb == "asked" and booking.expires_at:
        until = moment(booking.expires_at, zone, clock_24h=clock_24h)
        said.append(_("Please answer until %(until)s; after that the request expires.") % {"until": until})
    who, when = one_line(booking.name), moment(booking.start, zone, clock_24h=clock_24h)
    lines = [(_("Who"), who), *rows(booking, when), (_("With"), booking.calendar.name)]
    lines += [(_("Phone"), readable(booking.phone))] if booking.phone else []
    lines += [(_("E-mail"), booking.email)] if booking.email else []
    lines += [(one_line(answer.label), one_line(answer.text)) for answer in booking.answers]
    brief = moment(booking.start, zone, clock_24h=clock_24h, brief=True)
    return Letter(
        subject=subject(f"{word}: {who}, {what(booking)}, {brief}"),
        heading=word,
        said=said,
        rows=lines,
        links=[(_("Open the booking"), workspace_url(booking)), *_reach(booking)],
        signed=settings.SITE_NAME,
        because=_because(booking.calendar.name),
    )


def to_chat(booking: Booking, verb: str) -> str:
    """The text that the owner sends by WhatsApp with one tap (B38)."""
    return str(_CHAT[verb]) % {
        "name": one_line(booking.name),
        "what": what(booking),
        "when": moment(booking.start, booking.guest_zone),
        "link": manage_url(booking),
    }


def place(booking: Booking) -> str:
    """Where it is. The guest's own address is the guest's free text and not repeated."""
    if booking.place == "phone":
        return _("By phone")
    if booking.place == "guest":
        return _("At your place")
    known = booking.place_text or (booking.workspace.address if booking.place == "here" else "")
    return one_line(known.replace("\r\n", "\n").replace("\n", ", ")) or (
        _("By video link") if booking.place == "video" else ""
    )


def what(booking: Booking) -> str:
    """ "Cut, Colour": the service with its extras."""
    return one_line(", ".join([booking.title, *(extra.title for extra in booking.extras)]))


def guest_rows(booking: Booking, *, host: str = "") -> list[tuple[str, str]]:
    """As the guest reads it, on their clock; `host` is with whom, where there is a choice."""
    when, local = moment(booking.start, booking.guest_zone), there(booking, booking.calendar.zone)
    return rows(booking, when, local=local) + ([(_("With"), host)] if host else [])


def rows(booking: Booking, when: str, *, local: str = "") -> list[tuple[str, str]]:
    """Label and value of what is agreed. `local` is the clock at the place, where it is another (`there`)."""
    minutes = int((booking.end - booking.start).total_seconds() // 60)
    found = [(_("What"), what(booking)), (_("When"), when)]
    found += [(_("Local time there"), local)] if local else []
    found.append((_("How long"), duration(minutes)))
    if where := place(booking):
        found.append((_("Where"), where))
    if booking.seats > 1:
        found.append((_("Seats"), str(booking.seats)))
    if said := price(booking.price_kind, booking.price, booking.currency, booking.language):
        found.append((_("Price"), said))
    return found


def price(kind: str, minor: int | None, currency: str, language: str) -> str:
    """ "30 €", "From 30 €", "Free of charge"; empty where none is said. `minor` in minor units."""
    if kind == "free":
        return _("Free of charge")
    if kind not in {"exact", "from"} or minor is None or not currency:
        return ""
    said = money.spoken(minor, currency, language)
    return _("From %(price)s") % {"price": said} if kind == "from" else said


def _reach(booking: Booking) -> list[tuple[str, str]]:
    if not booking.phone:
        return []
    digits = booking.phone.removeprefix("+")
    return [(_("Call"), f"tel:+{digits}"), (_("Write by WhatsApp"), f"https://wa.me/{digits}")]


def _guest_label(booking: Booking) -> str:
    return _("Move or cancel") if booking.is_open else _("See the details")


def unread_feed(calendar: str, name: str, address: str) -> Letter:
    """To the host: times taken elsewhere may be offered (B36)."""
    return Letter(
        subject=subject(_("%(name)s cannot be read for a day") % {"name": name}),
        heading=_("A calendar cannot be read"),
        said=[
            _("We could not read it for more than a day. What you entered there since then does not block bookings."),
            _("Open the page below: it says why, and lets you put in another address."),
        ],
        rows=[(_("Calendar read in"), one_line(name)), (_("For"), one_line(calendar))],
        links=[(_("Open the calendar"), address)],
        signed=settings.SITE_NAME,
        because=_because(calendar),
    )


def _because(calendar: str) -> str:
    """For addresses that a calendar names; members have reasons of their own."""
    said = _("You get this because mails about the calendar “%(calendar)s” come to this address.")
    return said % {"calendar": one_line(calendar)}
