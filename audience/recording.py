"""Acts that a domain function knows better than any request: a booking, an order, a lead (cards 64).

recording.record(card=booking.card, kind=Event.Kind.BOOKING, at=now)   # in the transaction of the act
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from audience.models import Event, StaleDay
from cards.models import Card, Code


@transaction.atomic
def record(*, card: Card | None, kind: Event.Kind, at: datetime, code: Code | None = None) -> None:
    """One more at this card; without a card it happened elsewhere. Nobody is told apart by it."""
    if card is None:
        return
    Event.objects.create(card=card, code=code, kind=kind, at=at)
    StaleDay.mark([(card.workspace_id, card.pk, at.astimezone(ZoneInfo(card.workspace.zone)).date())])
