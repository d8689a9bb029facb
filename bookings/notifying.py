"""Who is told of a booking, and how: mails with a calendar part, texts for WhatsApp (B24, B29, B32, B38)."""

from email.utils import formataddr, parseaddr
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from bookings import again, availability, ics, wording
from bookings.models import Booking, Calendar, Reminder
from bookings.states import State
from bookings.topics import BOOKINGS
from cards import assigning
from workspaces import letters, paces, service_mail
from workspaces.letters import Letter, Reader, one_line
from workspaces.models import Membership

_TRUE_IN: Final = {
    "made": {State.CONFIRMED},
    "asked": {State.PENDING},
    "approved": {State.CONFIRMED},
    "moved": {State.CONFIRMED, State.PENDING},
    "declined": {State.DECLINED},
    "cancelled": {State.CANCELLED},
    "called_off": {State.CANCELLED},
    "expired": {State.EXPIRED},
}
"""What may still be said of a booking in this state: nobody hears "booked" after "cancelled"."""


def tell_guest(booking_id: int, verb: str, sequence: int, *, message: str = "") -> None:
    """Drops what is no longer so: a later change has its own mail, with everything in it."""
    booking = _told_of(booking_id, verb, sequence)
    if booking is None or not booking.email:
        return
    with translation.override(booking.language):
        once_more = "" if booking.is_open else again.url(booking)
        letter = wording.to_guest(booking, verb, message, again=once_more, host=availability.chosen_host(booking))
        mail = _guest_mail(booking, letter, f"{verb}.{sequence}")
        if method := _method(booking, verb):
            _invite(mail, booking, method)
    mail.send()


def tell_host(booking_id: int, verb: str, sequence: int) -> None:
    booking = _told_of(booking_id, verb, sequence)
    if booking is None:
        return
    for number, reader in enumerate(_told(booking)):
        with translation.override(reader.language):
            letter = wording.to_host(booking, verb, clock_24h=reader.clock_24h)
            letter = paces.with_foot(letter, reader, BOOKINGS, booking.workspace)
            mail = letters.mail(letter, settings.DEFAULT_FROM_EMAIL, reader.address)
        mail.extra_headers["Message-ID"] = _name_of(booking, f"{verb}.{sequence}.host{number}")
        if booking.email:
            mail.reply_to = [booking.email]
        mail.send()


@transaction.atomic
def remind(reminder_id: int) -> None:
    """Claimed and written to the outbox in one transaction: never after a cancel or a move (B29)."""
    waiting = Reminder.objects.filter(pk=reminder_id, sent_at__isnull=True)
    booking_id = waiting.values_list("booking", flat=True).first()
    if booking_id is None:
        return
    now = timezone.now()
    row = Booking.objects.select_for_update(of=("self",)).filter(pk=booking_id).select_related(*_WITH).get()
    true = waiting.filter(booking__state=State.CONFIRMED, booking__sequence=F("sequence"), booking__start__gt=now)
    if not row.email or not true.update(sent_at=now):
        return
    with translation.override(row.language):
        mail = _guest_mail(
            row, wording.to_guest(row, "reminder", host=availability.chosen_host(row)), f"reminder.{reminder_id}"
        )
    mail.send()


def tell_of_feed(calendar: Calendar, name: str) -> None:
    """Another calendar could not be read for a day (B36)."""
    for reader in readers(calendar):
        with translation.override(reader.language):
            service_mail.send(_feed_letter(calendar, name), reader.address)


def whatsapp_text(booking: Booking, verb: str) -> str:
    """For made, approved, moved, cancelled and reminder; in the guest's language."""
    with translation.override(booking.language):
        return wording.to_chat(booking, verb)


def whatsapp_link(booking: Booking, verb: str) -> str:
    return f"https://wa.me/{booking.phone.removeprefix('+')}?text={quote(whatsapp_text(booking, verb), safe='')}"


def readers(calendar: Calendar) -> list[Reader]:
    """Whom answers reach: the address the calendar names, else its member, else the owners of the workspace."""
    if calendar.notify:
        return [Reader(calendar.notify, calendar.workspace.language)]
    members = Membership.objects.select_related("user").filter(user__is_active=True).order_by("pk")
    found = members.filter(pk=calendar.member_id or 0)
    return [letters.reader(one) for one in found] or letters.owners()


def _told(booking: Booking) -> list[Reader]:
    """The address the calendar names, else whoever wants to hear of it at once."""
    calendar = booking.calendar
    if calendar.notify:
        return readers(calendar)
    keeper = calendar.member.user_id if calendar.member else None
    wanting = paces.told(BOOKINGS, keeper=keeper, concerns=lambda one: assigning.concerns(one, booking.card_id))
    return paces.readers(wanting)


def event_of(booking: Booking, method: str) -> ics.Event:
    """The appointment as the guest's calendar keeps it; whoever shows it as a file asks this too."""
    business = one_line(booking.workspace.name)
    link = wording.manage_url(booking)
    return ics.Event(
        uid=ics.uid(booking.uid, settings.MAIL_DOMAIN),
        sequence=booking.sequence,
        start=int(booking.start.timestamp()),
        end=int(booking.end.timestamp()),
        stamp=int(timezone.now().timestamp()),
        summary=f"{wording.what(booking)}, {business}",
        description=f"{wording.what(booking)}\n{business}\n{link}",
        location=wording.place(booking),
        url=link,
        status="CANCELLED" if method == "CANCEL" else "CONFIRMED",
        organizer=(business, _answers_to(booking)),
        attendee=(one_line(booking.name), booking.email) if booking.email else None,
    )


_WITH: Final = ("service", "calendar", "calendar__workspace", "calendar__member", "workspace")


def _told_of(booking_id: int, verb: str, sequence: int) -> Booking | None:
    booking = Booking.objects.select_related(*_WITH).filter(pk=booking_id, sequence=sequence).first()
    return booking if booking and State(booking.state) in _TRUE_IN[verb] else None


def _method(booking: Booking, verb: str) -> ics.Method | None:
    """A request that is not answered is in nobody's calendar yet."""
    if verb in {"cancelled", "called_off"}:
        return "CANCEL"
    return "REQUEST" if booking.state == State.CONFIRMED and verb in {"made", "approved", "moved"} else None


def _invite(mail: EmailMultiAlternatives, booking: Booking, method: ics.Method) -> None:
    """As a part that programs show with buttons, and the same bytes as a file for those that do not (B32)."""
    file = ics.calendar([event_of(booking, method)], method=method)
    mail.attach_alternative(file.decode(), f"text/calendar; method={method}")
    mail.attach("appointment.ics", file, "application/ics")


def _guest_mail(booking: Booking, letter: Letter, what: str) -> EmailMultiAlternatives:
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    mail = letters.mail(letter, formataddr((one_line(booking.workspace.name), sender)), booking.email)
    mail.reply_to = [_answers_to(booking)]
    mail.extra_headers["Message-ID"] = _name_of(booking, f"{what}.guest")
    return mail


def _answers_to(booking: Booking) -> str:
    """The business: an answer to the mail must reach a person (B38)."""
    found = readers(booking.calendar)
    return found[0].address if found else parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _name_of(booking: Booking, what: str) -> str:
    """The same for the same telling: sent twice after a kill, mail programs show it once."""
    return f"<{booking.uid}.{what}@{settings.MAIL_DOMAIN}>"


def _feed_letter(calendar: Calendar, name: str) -> Letter:
    workspace = calendar.workspace
    address = f"{settings.BASE_URL}/w/{workspace.slug}/calendars/{calendar.pk}/feeds/"
    return wording.unread_feed(calendar.name, name, address)
