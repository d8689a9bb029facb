"""From what is paid to what is allowed: writes the workspace's plan, and tells its pages (P1, P2)."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from billing import standing
from billing.models import Subscription
from billing.telling import tell_change
from workspaces import audit, plans
from workspaces.models import Workspace
from workspaces.scoping import current_workspace_id


def settle(row: Subscription | None, now: datetime | None = None) -> None:
    """In the open workspace and inside a transaction. Nothing is written where nothing changes."""
    workspace = Workspace.objects.select_for_update().get(pk=current_workspace_id())
    plan, members = _due(row, now or timezone.now())
    if workspace.plan_override:
        plan, members = workspace.plan_override, workspace.paid_members
    was = workspace.plan_key, workspace.paid_members
    before = {"plan": was[0], "members": was[1]}
    after = {"plan": plan, "members": members}
    if before == after:
        return
    workspace.plan_key, workspace.paid_members = plan, members
    workspace.save(update_fields=["plan_key", "paid_members"])
    workspace.touch()
    audit.record("billing.plan", f"workspace {workspace.pk}", actor=None, before=before, after=after)
    if row and row.subscription_id and plans.UNLIMITED not in {was[0], plan}:
        tell_change.enqueue(workspace=workspace, before=was[0], after=plan, members=was[1])


def due() -> tuple[str, int]:
    """What the open workspace would have without a plan given by staff."""
    return _due(Subscription.objects.first(), timezone.now())


def _due(row: Subscription | None, now: datetime) -> tuple[str, int]:
    """The plan that is paid for and for how many members."""
    if row and row.chosen and settings.STRIPE_ENABLED and standing.has_plan(row.status, row.failing_since, now):
        return row.chosen.plan, row.chosen.paid_members
    return plans.unpaid(sold=settings.STRIPE_ENABLED), 0
