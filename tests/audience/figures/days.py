"""Totals of days, written by hand: `put(card, "2027-01-04", people=3, views={"referrer": {"x.example": 4}})`."""

from datetime import UTC, date, datetime
from typing import Final

from audience.models import DayTotal
from cards.models import Card

NOW: Final = datetime(2027, 1, 31, 12, tzinfo=UTC)
"""A Sunday; the month of these tests ends."""


def put(card: Card, day: str | date, **figures: "int | dict[str, dict[str, int]]") -> None:
    """In the open workspace. A figure is a number, or numbers by part and key; then their sum is the whole."""
    when = date.fromisoformat(day) if isinstance(day, str) else day
    for figure, said in figures.items():
        parts = {} if isinstance(said, int) else said
        whole = said if isinstance(said, int) else sum(next(iter(parts.values())).values())
        DayTotal.objects.create(card=card, day=when, figure=figure, count=whole)
        for part, counts in parts.items():
            for key, count in counts.items():
                DayTotal.objects.create(card=card, day=when, figure=figure, part=part, key=key, count=count)
