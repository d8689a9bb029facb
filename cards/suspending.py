"""Closing one card by staff, and opening it again (cards 3, 90)."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from cards import dressing
from cards.models import Card
from cards.refusals import Deleted
from workspaces import audit
from workspaces.models import User
from workspaces.reasons import Reason
from workspaces.suspending import tell_closed, tell_open


@transaction.atomic
def suspend(*, card: Card, reason: Reason, words: str, by: User) -> Card:
    """410 for all that is below its address, from the next request on; its owners are told why.

    Raises `Deleted`. Suspending again changes the reason.
    """
    card.lock()
    if card.status == Card.Status.DELETED:
        raise Deleted
    if card.status != Card.Status.SUSPENDED:
        card.status_before, card.status = card.status, Card.Status.SUSPENDED
    card.suspended_for = reason.value
    _changed(card)
    audit.record("card.suspend", f"card {card.pk}", actor=by, after={"reason": reason.value})
    tell_closed(partial(_title, card), reason, words)
    return card


@transaction.atomic
def restore(*, card: Card, by: User) -> Card:
    """As it was before; a card that is not suspended is left as it is."""
    card.lock()
    if card.status != Card.Status.SUSPENDED:
        return card
    reason, card.suspended_for = card.suspended_for, ""
    resting = Card.Status.PAUSED if card.published_id else Card.Status.DRAFT  # it was deleted and undeleted meanwhile
    card.status, card.status_before = card.status_before or resting, ""
    _changed(card)
    dressing.catch_up(card)
    audit.record("card.unsuspend", f"card {card.pk}", actor=by, before={"reason": reason})
    tell_open(partial(_title, card))
    return card


def _changed(card: Card) -> None:
    card.save(update_fields=["status", "status_before", "suspended_for"])
    card.touch()


def _title(card: Card) -> str:
    return _("The card %(name)s") % {"name": card.name or card.handle}
