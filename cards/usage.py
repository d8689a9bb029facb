"""What cards count against a plan: themselves, and the bytes of their pictures (cards 32, 88)."""

from cards import room
from cards.models import Card
from workspaces.plans import Thing


def counted() -> list[tuple[Thing, int]]:
    """Of the open workspace."""
    return [(Thing.CARDS, Card.objects.get_queryset().kept().count()), (Thing.MEDIA_BYTES, room.used())]
