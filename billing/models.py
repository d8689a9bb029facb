"""What a workspace pays for, as Stripe says it, and the events by which Stripe says that it changed."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from billing import choices, standing
from billing.choices import Choice
from billing.snapshots import Course
from workspaces.scoping import WorkspaceOwned


class Subscription(WorkspaceOwned):
    """One a workspace, from the first time its owner goes to pay. Only `billing.syncing` writes what Stripe says.

    `asked` and `told` are tickets: of two who read Stripe at once, the one that asked last is believed.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="begins every idempotency key")
    customer_id = models.CharField(max_length=64, blank=True)
    livemode = models.BooleanField(default=False)
    subscription_id = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=20, blank=True)
    choice = models.CharField(max_length=30, blank=True)
    period_end = models.DateTimeField(null=True, blank=True)
    ends = models.BooleanField(default=False)
    later = models.CharField(max_length=30, blank=True, help_text="from the end of the period")
    waiting = models.CharField(max_length=30, blank=True, help_text="once its invoice is paid")
    failing_since = models.DateTimeField(null=True, blank=True)
    invoice_id = models.CharField(max_length=64, blank=True, help_text="the oldest that is not paid")
    invoice_url = models.CharField(max_length=500, blank=True)
    invoice_amount = models.BigIntegerField(default=0)
    invoice_currency = models.CharField(max_length=3, blank=True)
    asks = models.BooleanField(default=False, help_text="the bank wants the owner to confirm")
    checkout_id = models.CharField(max_length=100, blank=True)
    checkout_choice = models.CharField(max_length=30, blank=True)
    checkout_number = models.PositiveIntegerField(default=0)
    asked = models.PositiveBigIntegerField(default=0)
    told = models.PositiveBigIntegerField(default=0)
    synced_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace"], name="subscription_once"),
            models.UniqueConstraint(fields=["customer_id"], condition=~Q(customer_id=""), name="subscription_customer"),
        ]

    def __str__(self) -> str:
        return f"{self.choice or 'nothing'} {self.status}"

    @property
    def is_live(self) -> bool:
        """Stripe goes on with it: whoever wants another plan changes this one."""
        return standing.is_live(self.status)

    @property
    def chosen(self) -> Choice | None:
        return choices.read(self.choice)

    @property
    def waiting_choice(self) -> Choice | None:
        return choices.read(self.waiting)

    @property
    def course(self) -> Course:
        return Course(self.subscription_id, self.chosen if self.is_live else None, self.later, self.ends)

    @property
    def may_end(self) -> bool:
        """Its owner can end it with the period."""
        return self.status in standing.RUNNING and not self.ends

    @property
    def is_failing(self) -> bool:
        return self.status in {"past_due", "unpaid"}

    @property
    def kept_until(self) -> datetime | None:
        """While a payment is open: the plan counts until then, and no longer without it (P2)."""
        if not self.failing_since or self.status != "past_due":
            return None
        return standing.end_of_grace(self.failing_since)

    def lock(self) -> None:
        """Read this row anew and hold it until the transaction ends."""
        self.refresh_from_db(from_queryset=Subscription.objects.get_queryset().select_for_update())


class StripeEvent(models.Model):
    """One event, stored once; a hint that something of a customer changed. What changed is read from Stripe (P5)."""

    event_id = models.CharField(max_length=100, unique=True)
    type = models.CharField(max_length=100)
    customer_id = models.CharField(max_length=64, blank=True)
    new_card = models.BooleanField(default=False)
    received_at = models.DateTimeField(default=timezone.now, db_index=True)
    processed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"
