"""Making a booking: once, at a time that is offered, whoever else asks at the same moment (B1, B21, B22, B30)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction

from audience import recording
from audience.models import Event
from bookings import availability, claiming
from bookings.availability import Wish
from bookings.following import follow
from bookings.models import Booking, Calendar
from bookings.offer import Answer
from bookings.refusals import NotOffered, Taken, TooManyOpen
from bookings.states import State
from cards.models import Card
from cardsite.kit.folding import folded
from workspaces.models import User

ANSWER_WITHIN: Final = timedelta(hours=48)
ANSWER_BEFORE: Final = timedelta(hours=2)
PLACE_MAX: Final = 300
FOLDED_MAX: Final = 200
ZONE_RULES: Final = version("tzdata")
SAME_ACT_WITHIN: Final = timedelta(hours=24)


@dataclass(frozen=True)
class Guest:
    """Who comes, with an e-mail address or a phone number (E.164); `language` is the card's."""

    name: str
    email: str = ""
    phone: str = ""
    zone: str = "UTC"
    language: str = "en"
    answers: tuple[Answer, ...] = ()


@transaction.atomic
def reserve(*, wish: Wish, start: datetime, guest: Guest, key: str, card: Card, now: datetime) -> Booking:
    """The booking of a visitor. The same `key` again gives the same booking and does nothing more (B22).

    Raises `NotOffered`, `Taken` with the nearest free times, and `TooManyOpen`.
    """
    claiming.lock(calendar.pk for calendar in _counted(wish))
    for made in Booking.objects.filter(key=key).order_by():
        return made
    _check_open(wish, guest, now)
    waits = wish.service.approval
    state = State.PENDING if waits else State.CONFIRMED
    booking = _new(wish, start, guest, key=key, state=state, card=card, now=now)
    if waits:
        booking.expires_at = expiry(start, now)
    _settle(booking, wish, now)
    _write(booking)
    recording.record(card=card, kind=Event.Kind.BOOKING, at=now)
    follow(booking, "asked" if waits else "made", now=now)
    return booking


@transaction.atomic
def reserve_by_hand(*, wish: Wish, start: datetime, guest: Guest, by: User, now: datetime) -> Booking:
    """The owner's own entry: may break hours, notice, caps and buffers of its own, never overlap (B30).

    Raises `Taken` with the nearest free times.
    """
    (calendar,) = wish.calendars
    claiming.lock([calendar.pk])
    booking = _new(wish, start, guest, key=uuid.uuid4().hex, state=State.CONFIRMED, card=None, now=now)
    booking.before = booking.after = 0
    booking.calendar, booking.by = calendar, by
    try:
        booking.occupancy = claiming.claim(booking)
    except Taken:
        raise Taken(availability.nearest(wish, start, now)) from None
    _write(booking)
    follow(booking, "made", now=now, by=by)
    return booking


def made_with(key: str, now: datetime) -> Booking | None:
    """What a form sent before has made: sending it again within a day is the same act (B22)."""
    return Booking.objects.filter(key=key, created_at__gt=now - SAME_ACT_WITHIN).first() if key else None


def proposed(*, wish: Wish, start: datetime, guest: Guest, card: Card, now: datetime) -> Booking:
    """What would be agreed, not saved: for the page that says it before."""
    booking = _new(wish, start, guest, key="", state=State.PENDING, card=card, now=now)
    booking.calendar = wish.calendars[0]
    return booking


def expiry(start: datetime, now: datetime) -> datetime:
    """Until when the owner can answer a request: 48 hours, and two hours before it begins (B24)."""
    return max(now, min(now + ANSWER_WITHIN, start - ANSWER_BEFORE))


def intended(start: datetime, zone: str) -> str:
    """What the host's clock shows then; kept, so that a later change of the zone's rules is noticed."""
    return start.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def _counted(wish: Wish) -> Sequence[Calendar]:
    """The calendars to hold: where the service counts over all its hosts, all of them (B11)."""
    service = wish.service
    capped = service.cap_day or service.cap_week or service.cap_month
    return [*wish.calendars, *availability.offering(service)] if capped else wish.calendars


def _check_open(wish: Wish, guest: Guest, now: datetime) -> None:
    """So many open appointments a person and host (B38)."""
    limit = wish.service.open_per_guest
    mine = Booking.objects.get_queryset().upcoming(now).filter(calendar__in=wish.calendars)
    for field, value in (("email__iexact", guest.email), ("phone", guest.phone)):
        if value and mine.filter(**{field: value}).count() >= limit:
            raise TooManyOpen(limit)


def _settle(booking: Booking, wish: Wish, now: datetime) -> None:
    """Give it the best calendar that can take it; on a lost race the next one (B13)."""
    able = availability.takers(wish, booking.start, now)
    if not able:
        raise _refusal(wish, booking.start, now)
    calendars = {calendar.pk: calendar for calendar in wish.calendars}
    occupies = booking.state == State.CONFIRMED or wish.service.pending_blocks
    for taker in able:
        booking.calendar = calendars[taker]
        try:
            booking.occupancy = claiming.claim(booking) if occupies else None
        except Taken:
            continue
        return
    raise Taken(availability.nearest(wish, booking.start, now))


def _refusal(wish: Wish, start: datetime, now: datetime) -> Exception:
    if availability.is_offered(wish, start, now):
        return Taken(availability.nearest(wish, start, now))
    return NotOffered()


def _write(booking: Booking) -> None:
    booking.zone = booking.calendar.zone
    booking.local_start = intended(booking.start, booking.zone)
    booking.tzdata = ZONE_RULES
    booking.save()


def _new(
    wish: Wish, start: datetime, guest: Guest, *, key: str, state: State, card: Card | None, now: datetime
) -> Booking:
    """Everything agreed, copied from the service as it is now."""
    service = wish.service
    return Booking(
        workspace=card.workspace if card else service.workspace,
        service=service,
        card=card,
        state=state,
        decided_at=now,
        start=start,
        end=start + timedelta(minutes=wish.minutes),
        before=service.before,
        after=service.after,
        seats=wish.seats,
        title=service.title,
        place=service.place,
        place_text=service.place_text or (_address(card) if service.place == service.Place.HERE else ""),
        extras_json=[extra.model_dump(mode="json") for extra in wish.extras],
        answers_json=[answer.model_dump(mode="json") for answer in guest.answers],
        name=guest.name,
        folded=folded(guest.name)[:FOLDED_MAX],
        email=guest.email,
        phone=guest.phone,
        guest_zone=guest.zone,
        language=guest.language,
        key=key,
        created_at=now,
        **_price(wish),
    )


def _address(card: Card | None) -> str:
    """Of a service without a place of its own: the first address that the card shows everybody."""
    document = card.published.content if card and card.published else None
    lines: list[str] = next((one.lines for one in document.addresses if one.lines), []) if document else []
    return "\n".join(lines)[:PLACE_MAX]


def _price(wish: Wish) -> dict[str, Any]:
    """For all seats, extras included; "from" where the service or an extra says so."""
    service = wish.service
    kind = service.price_kind
    base = service.price if kind in {"exact", "from"} else 0 if kind == "free" else None
    added = sum(extra.price or 0 for extra in wish.extras)
    if base is None and not added:
        return {"price_kind": "none", "price": None, "currency": ""}
    total = ((base or 0) + added) * wish.seats
    said = "from" if kind in {"from", "none"} else "exact" if total else "free"
    return {"price_kind": said, "price": total, "currency": service.currency}
