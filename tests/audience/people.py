"""People who left their details, for tests; made as rows, for how they came does not matter here."""

from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

from audience.models import Lead, LeadEntry
from audience.searching import search_text
from cards.models import Card

NOW: Final = datetime(2027, 3, 12, 9, 0, tzinfo=UTC)
_numbers = count(1)


def make_lead(card: Card, **over: Any) -> Lead:
    """In the open workspace: somebody with an e-mail address of their own, in the inbox, with one entry."""
    number = next(_numbers)
    fields = {"name": f"Lea {number}", "email": f"lea{number}@lead.example", "created_at": NOW, "changed_at": NOW}
    lead = Lead(card=card, **(fields | over))
    lead.folded = search_text(lead)
    lead.save()
    LeadEntry.objects.create(lead=lead, kind=LeadEntry.Kind.SENT, at=lead.created_at)
    return lead
