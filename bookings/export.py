"""What appointments bring to an export: one table (cards 98)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from bookings.models import Booking
from cards.phones import tabled
from cardsite.kit import money, spreadsheet
from cardsite.kit.spreadsheet import Cell
from workspaces.archive import Archive
from workspaces.export_rows import Part
from workspaces.models import Workspace

BATCH: Final = 500
COLUMNS: Final = (
    *("starts", "zone", "minutes", "service", "calendar", "state", "seats", "name", "email", "phone"),
    *("answers", "extras", "place", "price", "currency", "card", "made"),
)


def export(*, workspace: Workspace) -> list[Part]:
    def bookings(archive: Archive) -> None:
        archive.add("tables/bookings.csv", spreadsheet.write(COLUMNS, _rows()))

    return [bookings]


def _rows() -> Iterator[list[Cell]]:
    """By rising id; starts on the clock of the calendar then."""
    last = 0
    rows = Booking.objects.get_queryset().select_related("calendar", "card").order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        yield from map(_row, batch)


def _row(booking: Booking) -> list[Cell]:
    return [
        *(booking.local_start, booking.zone, int((booking.end - booking.start).total_seconds()) // 60),
        *(booking.title, booking.calendar.name, booking.state, booking.seats),
        *(booking.name, booking.email, tabled(booking.phone)),
        "; ".join(f"{answer.label}: {answer.text}" for answer in booking.answers),
        ", ".join(extra.title for extra in booking.extras),
        booking.place_text,
        _price(booking),
        *(booking.currency, booking.card.handle if booking.card else "", f"{booking.created_at:%Y-%m-%d %H:%M}"),
    ]


def _price(booking: Booking) -> Decimal | None:
    return None if booking.price is None else Decimal(booking.price).scaleb(-money.decimals(booking.currency))
