"""What the cards of the demonstration did in the weeks before: totals of days, the same at every seeding."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final
from zlib import crc32

from audience.figures import Figure, Part
from audience.models import DayTotal
from cards.models import Card, Code

DAYS: Final = 60

WEEKDAYS: Final = (9, 11, 12, 13, 12, 7, 4)
HOURS: Final = (1, 0, 0, 0, 0, 1, 2, 5, 9, 11, 12, 11, 14, 12, 10, 9, 10, 12, 15, 13, 10, 8, 5, 2)
BY_HOUR: Final = {str(hour): weight for hour, weight in enumerate(HOURS)}
SOURCES: Final = {"": 56, "instagram.com": 21, "google.com": 14, "facebook.com": 6, "linkedin.com": 3}
DEVICES: Final = {"phone": 78, "desktop": 19, "tablet": 3}
TARGETS: Final = {"whatsapp": 40, "tel": 28, "email": 14, "instagram": 11, "directions": 7}
WAYS: Final = {"sheet": 6, "copy": 3, "whatsapp": 3}
REASONS: Final = {"crawler": 52, "preview": 27, "member": 15, "prefetch": 6}

HABITS: Final[Mapping[str, Mapping[str, int]]] = {
    "ada": {"views": 16, "leads": 4},
    "rosa-hair": {"views": 34, "bookings": 9},
    "bilal-bakes": {"views": 41, "orders": 7},
    "noor-lindqvist": {"views": 22, "leads": 5},
    "hallmann-voss": {"views": 19},
}
"""By handle: views of a usual day, and out of a hundred views how many answers of a kind."""
USUAL: Final[Mapping[str, int]] = {"views": 5}


def past(cards: Mapping[Card, Mapping[str, int]], today: date, *, days: int = DAYS) -> None:
    """In the open workspace: so many days, up to the day before `today`. By card its habits."""
    totals = [
        total
        for card, habits in cards.items()
        for codes in [codes_of(card)]
        for number in range(1, days + 1)
        for total in _day(card, today - timedelta(days=number), habits, codes)
    ]
    DayTotal.objects.bulk_create(totals)


def codes_of(card: Card) -> list[str]:
    return [str(pk) for pk in Code.objects.filter(card=card).order_by("pk").values_list("pk", flat=True)]


def numbers(card: Card, day: date, habits: Mapping[str, int]) -> dict[str, int]:
    """By figure, what happened on a whole day: fewer at weekends, and now and then twice as much."""
    views = habits["views"] * WEEKDAYS[day.weekday()] * _luck(card, day, "views", 60, 140) // 1000
    if day.day % 14 == 0:
        views *= 2  # somebody wrote about it
    return {
        Figure.VIEWS: views,
        Figure.PEOPLE: views * _luck(card, day, "people", 78, 92) // 100,
        Figure.SCANS: views * 38 // 100,
        Figure.SAVES: views * _luck(card, day, "saves", 6, 26) // 100,
        Figure.CLICKS: views * 45 // 100,
        Figure.SHARES: views * _luck(card, day, "shares", 0, 9) // 100,
        Figure.FILTERED: views * 31 // 100 + 1,
        **{figure: _some(card, day, figure, views * share) for figure, share in habits.items() if figure != "views"},
    }


def _day(card: Card, day: date, habits: Mapping[str, int], codes: Sequence[str]) -> list[DayTotal]:
    wholes = numbers(card, day, habits)
    parts = (
        (Figure.VIEWS, Part.REFERRER, SOURCES),
        (Figure.VIEWS, Part.DEVICE, DEVICES),
        (Figure.VIEWS, Part.COUNTRY, {"": 1}),
        (Figure.VIEWS, Part.HOUR, BY_HOUR),
        (Figure.SCANS, Part.CODE, by_code(codes)),
        (Figure.CLICKS, Part.TARGET, TARGETS),
        (Figure.SHARES, Part.TARGET, WAYS),
        (Figure.FILTERED, Part.REASON, REASONS),
    )
    made = [DayTotal(card=card, day=day, figure=figure, count=count) for figure, count in wholes.items() if count]
    for figure, part, weights in parts:
        shares = Counter(drawn(wholes[figure], weights, f"{card.handle} {day} {part}"))
        made += [
            DayTotal(card=card, day=day, figure=figure, part=part, key=key, count=count)
            for key, count in shares.items()
        ]
    return made


def by_code(codes: Sequence[str]) -> dict[str, int]:
    """The first is scanned most."""
    return {code: 3 - place for place, code in enumerate(codes[:2])}


def drawn(number: int, weights: Mapping[str, int], what: str) -> list[str]:
    """So many keys, each as often as it weighs; `what` spreads small numbers over different keys."""
    urn, start = [key for key, weight in weights.items() for _one in range(weight)], crc32(what.encode())
    return [urn[(start + ball * 37) % len(urn)] for ball in range(number)]


def _luck(card: Card, day: date, what: str, least: int, most: int) -> int:
    """As if by chance, and always the same."""
    return least + crc32(f"{card.handle} {day} {what}".encode()) % (most - least + 1)


def _some(card: Card, day: date, what: str, hundredths: int) -> int:
    """So many hundredths of one, rounded by luck."""
    return (hundredths + _luck(card, day, what, 0, 99)) // 100
