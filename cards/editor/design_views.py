"""The owner's own card in every design there is, small, for choosing among them (cards 24; look.md)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from cards import miniatures
from cards.designs import DESIGNS
from cards.models import Card
from cards.visibility import Where, visible
from workspaces.access import needs


@needs("cards.view")
@require_safe
def card_miniature(request: HttpRequest, card: int, design: str) -> HttpResponse:
    """The draft's face; only our own pages may frame it."""
    found = get_object_or_404(Card.objects.get_queryset().kept(), pk=card)
    if design not in DESIGNS:
        raise Http404
    return miniatures.answer(visible(found.document, Where.PAGE), DESIGNS[design])
