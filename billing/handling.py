"""What follows from an event: one table from its type to what is done, whatever order events come in (P4, P5)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import structlog
from django.utils import timezone

from billing import gateway, syncing
from billing.models import StripeEvent, Subscription
from workspaces.outbox import effect
from workspaces.scoping import inside

log = structlog.get_logger(__name__)


def follow(row: Subscription, event: StripeEvent) -> None:
    """Read what is so now."""
    syncing.sync(row)


def follow_card(row: Subscription, event: StripeEvent) -> None:
    """A new card pays what is open (P10); a bank that says no again is nobody's error."""
    syncing.sync(row)
    if not (event.new_card and row.invoice_id):
        return
    try:
        gateway.pay(row.invoice_id, key=f"pay-{row.invoice_id}-{event.event_id}")
    except (gateway.Declined, gateway.Refused):
        log.info("invoice_still_open", workspace=row.workspace_id)
    syncing.sync(row)


HANDLERS: Final[dict[str, Callable[[Subscription, StripeEvent], None]]] = {
    "checkout.session.completed": follow,
    "checkout.session.async_payment_succeeded": follow,
    "checkout.session.async_payment_failed": follow,
    "customer.subscription.created": follow,
    "customer.subscription.updated": follow,
    "customer.subscription.deleted": follow,
    "customer.subscription.paused": follow,
    "customer.subscription.resumed": follow,
    "customer.subscription.pending_update_applied": follow,
    "customer.subscription.pending_update_expired": follow,
    "customer.updated": follow_card,
    "customer.deleted": follow,
    "invoice.paid": follow,
    "invoice.payment_failed": follow,
    "invoice.payment_action_required": follow,
    "invoice.voided": follow,
    "invoice.marked_uncollectible": follow,
    "subscription_schedule.updated": follow,
    "subscription_schedule.released": follow,
    "subscription_schedule.canceled": follow,
    "charge.refunded": follow,
}
"""Anything else is stored and left alone."""


@effect(lease=timedelta(minutes=2), tries=12)
def handle(*, event: int) -> None:
    """Once. Whose it is, our own rows say, by the customer we made for them (T20); nothing is read of anybody else."""
    row = StripeEvent.objects.filter(pk=event, processed_at__isnull=True).first()
    if row is None:
        return
    act = HANDLERS.get(row.type)
    found = Subscription.unscoped.filter(customer_id=row.customer_id).first() if act and row.customer_id else None
    if act and found:
        with inside(found.workspace_id):
            act(Subscription.objects.select_related("workspace").get(pk=found.pk), row)
    StripeEvent.objects.filter(pk=event).update(processed_at=timezone.now())
