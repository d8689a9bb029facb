"""The public page of a card (cards 2, 27, 55)."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cards import pages, showing, visits
from cards.addresses import at_address
from cards.addresses import showing as shown_by
from cards.head import old_enough_at
from cards.models import Card, Publication
from cards.visits import Visit


@pages.remembered
@at_address
def card(request: HttpRequest, card: Card, publication: Publication) -> HttpResponse:
    """The card. Remembered until it changes, or grows old enough for search engines."""
    now = timezone.now()
    shows = shown_by(card)
    response = showing.answer(request, card=card, document=publication.content, now=now)
    visits.mark(request.META, Visit(visits.VIEW, card.workspace_id, card.pk))
    due = old_enough_at(card)
    return pages.mark(response, replace(shows, fresh_until=due) if due and due > now else shows)
