"""A leaver's leads: they go to a colleague, or to nobody in particular; they stay with the workspace (cards 85)."""

from django.utils import timezone
from django.utils.translation import ngettext

from audience import keeping
from audience.kept import kept_leads
from workspaces.leaving import Handover
from workspaces.models import Membership, User


def holds(*, membership: Membership) -> list[str]:
    """How many are given to this member, in words; none is nothing to say."""
    number = kept_leads().filter(assignee=membership.user).count()
    return [ngettext("%d lead", "%d leads", number) % number] if number else []


def hand_over(*, membership: Membership, handover: Handover, by: User) -> None:
    """Inside the transaction of the leaving; each lead's history says to whom it went."""
    held = list(kept_leads().filter(assignee=membership.user).values_list("pk", flat=True))
    keeping.assign(leads=held, to=handover.to.user if handover.to else None, by=by, now=timezone.now())
