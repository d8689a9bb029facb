"""The one table of names: claiming a handle, and asking whether it is taken (cards 4–6)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from cards.models import Card, Handle
from cards.refusals import HandleTaken


def is_taken(name: str) -> bool:
    """Whether anybody's card has, had, or lately lost this name."""
    taken = Handle.unscoped.filter(name=name).exclude(_released(timezone.now()))
    return taken.exists()


def claim(*, card: Card, name: str) -> Handle:
    """Make a parsed handle the card's current one; the one it had becomes former. Raises `HandleTaken`.

    The unique index decides between two who claim at once, not the look before.
    """
    own_tombstone = Q(state=Handle.State.TOMBSTONE, workspace=card.workspace_id)
    free_again = _released(timezone.now()) | own_tombstone
    Handle.unscoped.filter(free_again, name=name).delete()
    current, former = Handle.State.CURRENT, Handle.State.FORMER
    Handle.objects.filter(card=card, state=current).update(state=former, since=timezone.now())
    if Handle.objects.filter(card=card, name=name).update(state=current, since=timezone.now()):
        return Handle.objects.get(name=name)
    try:
        with transaction.atomic():
            return Handle.objects.create(card=card, name=name)
    except IntegrityError as error:
        raise HandleTaken from error


def release(now: datetime) -> None:
    """Forget the names whose time as tombstones is over: anybody may have them."""
    Handle.unscoped.filter(_released(now)).delete()


def _released(now: datetime) -> Q:
    return Q(state=Handle.State.TOMBSTONE, reserved_until__lte=now)
