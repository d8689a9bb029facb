"""What beat calls: prices, plans whose time is over, the nightly look, old events."""

from datetime import datetime, timedelta
from typing import Final

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from billing import offers, reconciling, settling, standing
from billing.models import StripeEvent, Subscription
from workspaces import granting, plans
from workspaces.models import Workspace
from workspaces.scoping import inside

EVENTS_KEPT: Final = timedelta(days=90)
"""Stripe repeats an event for three days, and can be asked to for thirty."""


@shared_task(name="billing.settle_due", ignore_result=True)
def settle_due() -> None:
    now = timezone.now()
    granting.end_due(now.date())
    settle(now)


@shared_task(name="billing.read_prices", ignore_result=True)
def read_prices() -> None:
    if settings.STRIPE_ENABLED:
        offers.refresh()


@shared_task(name="billing.reconcile", ignore_result=True)
def reconcile() -> None:
    if settings.STRIPE_ENABLED:
        reconciling.reconcile()
    StripeEvent.objects.filter(received_at__lt=timezone.now() - EVENTS_KEPT, processed_at__isnull=False).delete()


def settle(now: datetime) -> int:
    """Plans that changed because time passed (P2), or because plans began or ceased to be sold. Says how many."""
    over = Subscription.unscoped.filter(status="past_due", failing_since__lte=now - standing.GRACE)
    due = Q(pk__in=over.values("workspace")) & ~Q(plan_key=plans.FREE)
    due |= Q(plan_key=plans.UNLIMITED) if settings.STRIPE_ENABLED else ~Q(plan_key=plans.UNLIMITED)
    rows = Workspace.objects.filter(due).exclude(plan_override=F("plan_key")).order_by("pk")
    found = list(rows.values_list("pk", flat=True))
    for pk in found:
        with inside(pk), transaction.atomic():
            settling.settle(Subscription.objects.first(), now)
    return len(found)
