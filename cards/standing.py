"""What the plan says of a card: whether there is room for another, and which are over the limit (cards 9, 88; P9).

A smaller plan takes nothing away: visitors see every card. The newest ones beyond it wait, unchanged, for an upgrade.
"""

from django.db.models import Q
from django.utils import timezone

from cards.models import Card
from cards.refusals import NewHere, OverLimit, PlanLimit
from workspaces import newcomers, plans
from workspaces.models import Workspace


def check_room(workspace: Workspace) -> None:
    """Room for one more. Raises `PlanLimit`, of which `NewHere` is one (cards 96).

    Counted under the workspace's lock, so that two who create at once cannot both be the last (A48).
    """
    if (full := no_room(Workspace.objects.select_for_update().get(pk=workspace.pk))) is not None:
        raise full


def no_room(workspace: Workspace) -> PlanLimit | None:
    """Why there is none for one more card, for pages that say it before; without a limit nothing is counted."""
    limit, is_new = workspace.limit(plans.Thing.CARDS), newcomers.is_new(workspace, timezone.now())
    if limit is None and not is_new:
        return None
    number = Card.objects.get_queryset().kept().count()
    if limit is not None and number >= limit:
        return PlanLimit(limit)
    return NewHere(newcomers.CARDS, newcomers.until(workspace)) if is_new and number >= newcomers.CARDS else None


def over_limit(card: Card) -> int | None:
    """How many cards the plan allows, if this one comes after them; else None."""
    limit = card.workspace.limit(plans.Thing.CARDS)
    if limit is None:
        return None
    older = Q(created_at__lt=card.created_at) | Q(created_at=card.created_at, pk__lt=card.pk)
    return limit if Card.objects.get_queryset().kept().filter(older).count() >= limit else None


def over(workspace: Workspace) -> set[int]:
    """Ids of those beyond the plan: the newest."""
    limit = workspace.limit(plans.Thing.CARDS)
    if limit is None:
        return set()
    kept = Card.objects.get_queryset().kept().order_by("created_at", "pk")
    return set(kept.values_list("pk", flat=True)[limit:])


def check_writable(card: Card) -> None:
    """Raises `OverLimit`."""
    if (limit := over_limit(card)) is not None:
        raise OverLimit(limit)
