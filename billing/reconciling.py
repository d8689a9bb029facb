"""The nightly look at every subscription: what an event should have told and did not, is found and said (P6; F19)."""

from datetime import timedelta
from typing import Any, Final

import structlog
from django.utils import timezone

from billing import syncing
from billing.models import StripeEvent, Subscription
from workspaces import audit
from workspaces.models import AuditEntry
from workspaces.outbox import effect

log = structlog.get_logger(__name__)

APART: Final = timedelta(milliseconds=250)
"""Stripe allows a hundred reads a second; ours are spread."""


DRIFT: Final = "billing.drift"
"""The verb in the log."""

A_DAY: Final = timedelta(days=1)
LATE: Final = timedelta(hours=1)


def reconcile() -> int:
    """An effect for each, so that one that fails is tried again by itself. Says how many."""
    now, count = timezone.now(), 0
    rows = Subscription.unscoped.exclude(customer_id="").select_related("workspace").order_by("pk")
    for count, row in enumerate(rows.iterator(), start=1):
        compare.enqueue(workspace=row.workspace, due_at=now + count * APART)
    return count


@effect(lease=timedelta(minutes=2), tries=5)
def compare() -> None:
    """Of the open workspace. Drift is mended, logged, and written down for staff."""
    row = Subscription.objects.select_related("workspace").first()
    if row is None:
        return
    before = _facts(row)
    after = _facts(syncing.sync(row))
    if drift := {name: (before[name], after[name]) for name in before if before[name] != after[name]}:
        log.error("billing_drift", workspace=row.workspace_id, fields=sorted(drift))
        old, new = ({name: str(pair[side]) for name, pair in drift.items()} for side in (0, 1))
        audit.record(DRIFT, f"subscription {row.subscription_id}", actor=None, before=old, after=new)


def drifted() -> int:
    """In how many workspaces the last day's look found what no event had told; staff is to ask why."""
    since = timezone.now() - A_DAY
    rows = AuditEntry.unscoped.filter(at__gte=since, verb=DRIFT)
    return rows.values("workspace").distinct().count()


def waiting() -> int:
    """Events that came an hour ago or earlier and are not worked on."""
    return StripeEvent.objects.filter(processed_at=None, received_at__lt=timezone.now() - LATE).count()


def _facts(row: Subscription) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("subscription_id", "status", "choice", "period_end", "ends", "later")}
