"""Giving a card a password, another one, or none (cards 20)."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from cards.models import Card
from cards.refusals import Deleted
from cards.tasks import draw_preview
from workspaces import audit
from workspaces.models import User


def lock(*, card: Card, password: str, by: User | None) -> Card:
    """From the next request on visitors need it; whoever knew another is asked again. Raises `Deleted`."""
    return _set(card, make_password(password), "card.lock", by)


def unlock(*, card: Card, by: User | None) -> Card:
    """Whoever knows the address sees the card. Raises `Deleted`."""
    return _set(card, "", "card.unlock", by)


@transaction.atomic
def _set(card: Card, hashed: str, verb: str, by: User | None) -> Card:
    """Remembered pages fall at the commit; the picture of shared links is taken away, or drawn again."""
    card.lock()
    if card.status == Card.Status.DELETED:
        raise Deleted
    before, card.password = card.is_locked, hashed
    card.save(update_fields=["password"])
    card.touch()
    if card.is_public:
        draw_preview.enqueue(workspace=card.workspace, card=card.pk)
    audit.record(verb, f"card {card.pk}", actor=by, before={"locked": before}, after={"locked": card.is_locked})
    return card
