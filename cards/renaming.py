"""Giving a card another name; every former one goes on leading to it (cards 4–6, 11)."""

from django.db import transaction

from cards import handle_rules, handles, standing
from cards.models import Card
from cards.refusals import Deleted
from cards.tasks import draw_preview
from workspaces import audit
from workspaces.models import User


@transaction.atomic
def rename(*, card: Card, handle: str, by: User | None) -> Card:
    """Raises `HandleRefused` (`HandleTaken` is one), `Deleted`, `OverLimit`. Taking back a former name works."""
    name = handle_rules.parse(handle)
    card.lock()
    if card.status == Card.Status.DELETED:
        raise Deleted
    before = card.handle
    if name == before:
        return card
    standing.check_writable(card)
    handles.claim(card=card, name=name)
    card.handle = name
    card.save(update_fields=["handle"])
    card.touch()
    if card.published_id:
        draw_preview.enqueue(workspace=card.workspace, card=card.pk)
    audit.record("card.rename", f"card {card.pk}", actor=by, before={"handle": before}, after={"handle": name})
    return card
