"""What visitors left on a card goes with it, fourteen days after it was deleted; numbers stay (cards 99)."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from audience import totalling
from audience.models import DayTotal, Event, Lead, LeadEntry, LeadTag, StaleDay
from cards import deleting
from cards.models import Card
from tests.audience.people import make_lead
from tests.audience.traffic import totals
from tests.cast import Cast, make_card
from workspaces import zoning
from workspaces.scoping import inside

CANARY = "kanarienvogel"


def visited(card: Card) -> None:
    """A view, a click and a lead; the totals are not made yet."""
    at = timezone.now() - timedelta(hours=1)
    told: Any = {"card": card, "at": at, "visitor": CANARY}
    Event.objects.create(kind="view", referrer=f"{CANARY}.example", country="PT", **told)
    Event.objects.create(kind="click", target=f"link:{CANARY}.example", **told)
    StaleDay.mark([(card.workspace_id, card.pk, at.date())])
    lead = make_lead(card, name=CANARY, note=CANARY, email=f"{CANARY}@lead.example")
    LeadEntry.objects.create(lead=lead, kind=LeadEntry.Kind.NOTE, text=CANARY)
    LeadTag.objects.create(lead=lead, name=CANARY)


def said_of(card: Card) -> list[bool]:
    """Whether the word stands in events, totals, leads, their histories and tags."""
    rows: list[Any] = [model.objects.filter(card=card) for model in (Event, DayTotal, Lead)]
    rows += [model.objects.filter(lead__card=card) for model in (LeadEntry, LeadTag)]
    return [CANARY in str(list(found.values())) for found in rows]


def test_what_visitors_left_goes_with_the_card(cast: Cast):
    """Its neighbour keeps everything; another clock of the workspace afterwards takes no number away."""
    card, other = (make_card(cast.atelier, name, by=cast.ada, published=True) for name in ("ada", "eve"))
    with inside(cast.atelier):
        for one in (card, other):
            visited(one)
        deleting.delete(card=card, by=cast.ada)
        assert deleting.erase_due(timezone.now() + deleting.UNDO + timedelta(seconds=1)) == 1
        totalling.freshen()
        assert (said_of(card), said_of(other)) == ([False] * 5, [True] * 5)
        assert Lead.objects.filter(card=card, erased_at__isnull=False).count() == 1
        assert not StaleDay.objects.filter(card=card).exists()
        before = totals(card)
        ((day, numbers),) = before.items()
        assert (numbers["people"], numbers["views"], numbers["clicks"]) == (1, 1, 1)
        assert numbers["views by country"] == {"PT": 1}
        assert set(totals(other)[day]) - numbers.keys() == {"views by referrer", "clicks by target"}
        cast.atelier.zone = "Pacific/Auckland"
        cast.atelier.save()
        zoning.tell_rooms(cast.atelier)
        totalling.freshen()
        assert totals(card) == before


def test_a_card_that_may_come_back_keeps_what_was_left_on_it(cast: Cast):
    card = make_card(cast.atelier, by=cast.ada, published=True)
    with inside(cast.atelier):
        visited(card)
        deleting.delete(card=card, by=cast.ada)
        assert deleting.erase_due(timezone.now() + deleting.UNDO - timedelta(hours=1)) == 0
        totalling.freshen()
        assert said_of(card) == [True] * 5
