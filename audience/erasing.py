"""What goes with an erased card: the leads left on it, its events, and whatever words are in its totals (cards 99).

The numbers of its days stay, for they are of nobody: what a workspace reads of last year does not shrink because a card
went. They are made fresh a last time, while there are events to make them of. Of an erased workspace nothing stays:
`workspaces/erasing.py` deletes every row.
"""

from datetime import datetime
from typing import Final

from audience import totalling
from audience.emptying import WAYS, empty
from audience.kept import kept_leads
from audience.models import DayTotal, Event, Lead, StaleDay
from cards.models import Card

WORDS: Final = (DayTotal.Part.TARGET, DayTotal.Part.REFERRER)
"""Parts that say where the card led to, and where its visitors came from; the others are codes, hours and kinds."""


def erase_card(*, card: Card, now: datetime) -> None:
    """Inside the transaction that erases the card, whose row is locked. The empty rows keep the counts of leads."""
    left = kept_leads().filter(card=card).select_for_update().order_by("pk")
    empty([lead.pk for lead in left], erased_at=now, changed_at=now)
    Lead.objects.filter(card=card, merged_into__isnull=False).update(**WAYS)
    totalling.freshen([card])
    StaleDay.objects.filter(card=card).delete()
    Event.objects.filter(card=card).delete()
    DayTotal.objects.filter(card=card, part__in=WORDS).delete()
