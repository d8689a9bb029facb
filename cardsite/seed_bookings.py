"""The hairdresser's diary in the demonstration: services, three calendars, and a few people who have booked."""

from datetime import datetime, timedelta
from typing import Any, Final

from bookings import availability, offering, reserving
from bookings.availability import Wish
from bookings.models import Absence, Calendar, Service
from bookings.offer import Extra, Question
from bookings.reserving import Guest
from cards.models import Card
from cardsite.seed_content import SALON_WEEK
from workspaces.models import User, Workspace

_COLOUR: Final = Extra(key="color", title="Color", minutes=45, price=3000).model_dump()
_CARE: Final = Extra(key="cuidado", title="Tratamiento", minutes=15, price=1200).model_dump()
_LENGTH: Final = Question(
    key="largo", label="¿Cómo llevas el pelo?", kind="choice", choices=("Corto", "Medio", "Largo")
).model_dump()
SERVICES: Final[tuple[dict[str, Any], ...]] = (
    {
        "title": "Corte",
        "text": "Lavado, corte y secado. **Cuéntame** lo que nunca más quieres ver.",
        "duration": 45,
        "step": 15,
        "price_kind": "from",
        "price": 2800,
        "extras_json": [_COLOUR, _CARE],
        "questions_json": [_LENGTH],
    },
    {"title": "Color", "duration": 90, "step": 30, "after": 10, "price_kind": "from", "price": 4500},
    {"title": "Barba", "duration": 20, "step": 10, "price_kind": "exact", "price": 1400},
    {
        "title": "Peinado de novia",
        "text": "Con prueba unas semanas antes. Te confirmo en un día.",
        "duration": 150,
        "step": 30,
        "notice": 7 * 24 * 60,
        "horizon": 365,
        "approval": True,
        "price_kind": "exact",
        "price": 18000,
    },
)
GUESTS: Final = (
    Guest(name="Marta Ríos", email="marta@guests.example", zone="Europe/London", language="es"),
    Guest(name="Tom Becker", phone="+447700900812", zone="Europe/Berlin", language="es"),
    Guest(name="Aisha Karim", email="aisha@guests.example", zone="Europe/London", language="es"),
)
BRIDE: Final = Guest(name="Inés Valverde", email="ines@guests.example", zone="Europe/London", language="es")


def salon(workspace: Workspace, card: Card, owner: User, now: datetime) -> None:
    """In the open workspace. `now` decides on which days people come."""
    rosa, *others = (
        Calendar.objects.create(name=name, zone=workspace.zone, week=SALON_WEEK) for name in ("Rosa", "Sol", "Luz")
    )
    cut, _colour, _beard, bride = (
        offering.add(workspace=workspace, values=values, calendars=[rosa, *others]) for values in SERVICES
    )
    for number, guest in enumerate(GUESTS):
        _book(Wish(cut, [rosa], cut.extras[:1] if number == 1 else ()), guest, card, number, now)
    _book(Wish(bride, [rosa]), BRIDE, card, 0, now)
    _dentist(rosa, cut, owner, now)


def _book(wish: Wish, guest: Guest, card: Card, skipped: int, now: datetime) -> None:
    """One of the next free times, not always the very first."""
    start = availability.moment(_free(wish, now)[4 * skipped].start)
    reserving.reserve(wish=wish, start=start, guest=guest, key=f"seed-{guest.name}", card=card, now=now)


def _dentist(calendar: Calendar, service: Service, owner: User, now: datetime) -> None:
    """The end of a day that is not free, some days ahead."""
    free = [availability.moment(slot.start) for slot in _free(Wish(service, [calendar]), now + timedelta(days=2))]
    last = [start for start in free if start.date() == free[0].date()][-1]
    absence = {"start": last - timedelta(hours=1), "end": last + timedelta(hours=1), "note": "Dentista", "by": owner}
    Absence.objects.create(calendar=calendar, **absence)


def _free(wish: Wish, now: datetime) -> list[Any]:
    first = now.date() + timedelta(days=1)
    return availability.free(wish, first=first, last=first + timedelta(days=20), zone=wish.calendars[0].zone, now=now)
