"""The one table of names: claiming a handle, and asking whether it is taken (cards 4–6)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from cards.handle_rules import LOOKALIKE_FROM, fold
from cards.models import Card, Handle, ReservedHandle
from cards.refusals import HandleTaken


def is_taken(name: str) -> bool:
    """Whether anybody's card has, had, or lately lost this name, or staff keeps it."""
    taken = Handle.unscoped.filter(name=name).exclude(_released(timezone.now()))
    return taken.exists() or is_kept(name)


def is_kept(name: str) -> bool:
    """Whether staff keeps it, or what looks like it, from being taken (cards 92). Read anew each time it is asked."""
    kept = Q(name=name)
    if len(name) >= LOOKALIKE_FROM:
        kept |= Q(folded=fold(name))
    return ReservedHandle.objects.filter(kept).exists()


def holder(name: str) -> Handle | None:
    """Whose card has the name, or had it; none for one that is free."""
    rows = Handle.unscoped.select_related("card", "workspace").exclude(_released(timezone.now()))
    return rows.filter(name=name).first()


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
    if is_kept(name):
        raise HandleTaken
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
