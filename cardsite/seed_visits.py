"""What the cards of the demonstration did in the last days: events, up to this moment, the same at every seeding.

A day on which something is written down is counted anew from its events alone (`audience/totalling.py`). Leads,
bookings and orders of the demonstration are of the last days; so whoever came on these days has to be there as events.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import cycle
from typing import Final
from zoneinfo import ZoneInfo

from audience import totalling
from audience.figures import Figure
from audience.models import Event, StaleDay
from cards.models import Card
from cardsite import seed_figures
from cardsite.seed_figures import BY_HOUR, DAYS, DEVICES, REASONS, SOURCES, TARGETS, WAYS, drawn
from workspaces.models import Workspace

LATELY: Final = 4
"""Days, today among them, that are told by events: older is nothing that the demonstration writes down."""

Kind = Event.Kind

ACTS: Final = (
    (Figure.SAVES, Kind.SAVE, "target", {"": 1}),
    (Figure.CLICKS, Kind.CLICK, "target", TARGETS),
    (Figure.SHARES, Kind.SHARE, "target", WAYS),
    (Figure.FILTERED, Kind.VIEW, "filtered", REASONS),
)
"""Figure, kind of event, and in which field stands what it is about."""


def until(now: datetime, workspace: Workspace, cards: Mapping[Card, Mapping[str, int]], *, days: int = DAYS) -> None:
    """In the open workspace: so many days and today as far as it has come. By card its habits."""
    zone = ZoneInfo(workspace.zone)
    today = now.astimezone(zone).date()
    lately = [today - timedelta(days=number) for number in range(LATELY)]
    seed_figures.past(cards, lately[-1], days=days - LATELY + 1)
    events = [
        event
        for card, habits in cards.items()
        for codes in [seed_figures.codes_of(card)]
        for day in lately
        for event in _day(card, day, habits, codes, zone)
        if event.at <= now
    ]
    Event.objects.bulk_create(events)
    StaleDay.mark((workspace.pk, card.pk, day) for card in cards for day in lately)
    totalling.freshen()


def _day(card: Card, day: date, habits: Mapping[str, int], codes: list[str], zone: ZoneInfo) -> Iterator[Event]:
    """Views at the hours of a usual day; whatever was done follows upon a view."""
    said = seed_figures.numbers(card, day, habits)
    hours = drawn(said[Figure.VIEWS], BY_HOUR, f"{card.handle} {day}")
    moments = [
        datetime.combine(day, time(int(hour), 17 * number % 60), tzinfo=zone) for number, hour in enumerate(hours)
    ]

    def some(figure: str, weights: Mapping[str, int]) -> Iterator[tuple[datetime, str]]:
        """So many moments, each with what it is about."""
        return zip(cycle(moments), drawn(said[figure], weights, f"{card.handle} {day} {figure}"), strict=False)

    devices = drawn(said[Figure.VIEWS], DEVICES, f"{card.handle} {day} device")
    for number, (at, source) in enumerate(some(Figure.VIEWS, SOURCES)):
        who = f"{day:%y%j}-{number % max(said[Figure.PEOPLE], 1)}"
        yield Event(card=card, kind=Kind.VIEW, at=at, visitor=who, device=devices[number], referrer=source)
    for figure, kind, field, weights in (*ACTS, (Figure.SCANS, Kind.SCAN, "code_id", seed_figures.by_code(codes))):
        for at, about in some(figure, weights):
            yield Event(card=card, kind=kind, at=at, **{field: about})
