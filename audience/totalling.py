"""The totals of a day, made anew from its events (cards 66, 68-70)."""

from collections.abc import Iterable

from cards.models import Card


def freshen(cards: Iterable[Card] | None = None) -> None:
    """Make anew what is stale: of these cards, else of the whole open workspace. After it figures are exact."""
