"""An order, its revisions, what it holds of the stock, its money, and what happened to it (S1, S2, S11–S13; P22)."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from storefront.offer import OrderLine, OrderLines
from storefront.states import OPEN, Payment, State, check
from workspaces.scoping import ScopedManager, ScopedQuerySet, WorkspaceOwned, current_workspace_id


class OrderQuerySet(ScopedQuerySet["Order"]):
    def open(self) -> "OrderQuerySet":
        return self.filter(state__in=OPEN)


class OrderManager(ScopedManager["Order"]):
    def get_queryset(self) -> OrderQuerySet:
        return OrderQuerySet(self.model, using=self._db).filter(workspace_id=current_workspace_id())


class Order(WorkspaceOwned):
    """Money in minor units of `currency`, instants in UTC. Totals are those of the newest revision.

    `number` names it to people and gives no access; the token of its address is signed from id and `version` (S2).
    `reserved_until` is None when nothing counted is held, or it is kept for good (S11). `seen_at` says that a script
    ran on the order's page, `opened_at` that it then opened the chat (S3).
    """

    class States(models.TextChoices):
        PLACED = State.PLACED, _("New")
        ACCEPTED = State.ACCEPTED, _("Accepted")
        READY = State.READY, _("Ready")
        SHIPPED = State.SHIPPED, _("On its way")
        COMPLETED = State.COMPLETED, _("Completed")
        DECLINED = State.DECLINED, _("Declined")
        CANCELLED = State.CANCELLED, _("Cancelled")
        EXPIRED = State.EXPIRED, _("Expired")

    class Payments(models.TextChoices):
        UNPAID = Payment.UNPAID, _("Unpaid")
        PENDING = Payment.PENDING, _("Payment pending")
        PAID = Payment.PAID, _("Paid")
        PART_REFUNDED = Payment.PART_REFUNDED, _("Refunded in part")
        REFUNDED = Payment.REFUNDED, _("Refunded")

    class Handover(models.TextChoices):
        PICKUP = "pickup", _("Pick-up")
        DELIVERY = "delivery", _("Delivery")
        NONE = "none", _("As agreed")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField()
    card = models.ForeignKey("cards.Card", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=9, choices=States.choices, default=State.PLACED)
    payment = models.CharField(max_length=13, choices=Payments.choices, default=Payment.UNPAID)
    language = models.CharField(max_length=12)
    currency = models.CharField(max_length=3)
    tax_kind = models.CharField(max_length=9)
    goods = models.PositiveBigIntegerField()
    discount = models.PositiveBigIntegerField(default=0)
    delivery = models.PositiveBigIntegerField(default=0)
    tax = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField()
    coupon = models.ForeignKey("storefront.Coupon", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    coupon_code = models.CharField(max_length=30, blank=True)
    revision = models.PositiveIntegerField(default=1)

    name = models.CharField(max_length=80)
    folded = models.CharField(max_length=200, blank=True, editable=False, help_text="the name as a search looks for it")
    phone = models.CharField(max_length=16, help_text="E.164")
    email = models.EmailField(blank=True)
    note = models.TextField(max_length=500, blank=True)
    handover = models.CharField(max_length=8, choices=Handover.choices)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    delivery_zone = models.CharField(max_length=80, blank=True, help_text="its title then")
    window_start = models.DateTimeField(null=True, blank=True)
    window_end = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, help_text="time zone of the shop, when it was placed")

    key = models.CharField(max_length=64, help_text="of the form that made it")
    version = models.PositiveIntegerField(default=1)
    placed_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True, help_text="when the present state was reached")
    reserved_until = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[OrderManager] = OrderManager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "number"], name="order_number_once"),
            models.UniqueConstraint(fields=["workspace", "key"], name="order_key_once"),
            models.CheckConstraint(condition=Q(state__in=[state.value for state in State]), name="order_state_known"),
            models.CheckConstraint(
                condition=Q(payment__in=[state.value for state in Payment]), name="order_payment_known"
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "state", "number"], name="order_by_state"),
            models.Index(fields=["workspace", "window_start"], name="order_by_window"),
            models.Index(fields=["reserved_until"], name="order_by_reservation"),
            models.Index(fields=["workspace", "phone"], name="order_by_phone"),
            models.Index("workspace", Lower("email"), name="order_by_person"),
        ]

    def __str__(self) -> str:
        return f"order {self.number}"

    def become(self, state: State, now: datetime) -> None:
        """Change state on this row alone; raises `NotAllowed`. Whoever calls saves it and minds the rest (S12)."""
        check(State(self.state), state)
        self.state, self.decided_at = state, now


class Revision(WorkspaceOwned):
    """What the order was agreed to be at one time; never changed, a new one is written (S13)."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    lines_json = models.JSONField()
    goods = models.PositiveBigIntegerField()
    discount = models.PositiveBigIntegerField(default=0)
    delivery = models.PositiveBigIntegerField(default=0)
    tax = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField()
    note = models.CharField(max_length=300, blank=True, help_text="why, in the owner's words")
    by = models.ForeignKey("workspaces.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"revision {self.number} of order {self.order_id}"

    @property
    def lines(self) -> tuple[OrderLine, ...]:
        return OrderLines.validate_python(self.lines_json)


class Reservation(WorkspaceOwned):
    """What an order holds of a counted variant: held for a while, kept for good, or given back exactly once (S11)."""

    class States(models.TextChoices):
        HELD = "held"
        KEPT = "kept"
        RETURNED = "returned"

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="reservations")
    variant = models.ForeignKey("storefront.Variant", on_delete=models.CASCADE, related_name="reservations")
    quantity = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=States.choices, default=States.HELD)

    class Meta:
        ordering = ["variant"]
        constraints = [models.UniqueConstraint(fields=["order", "variant"], name="reservation_once")]

    def __str__(self) -> str:
        return f"{self.quantity} of variant {self.variant_id} for order {self.order_id}"


class LedgerEntry(WorkspaceOwned):
    """A movement of money, never changed and never taken away; a mistake is another entry (P22). Minor units."""

    class Kind(models.TextChoices):
        CHARGE = "charge", _("Payment")
        REFUND = "refund", _("Refund")
        FEE = "fee", _("Fee")
        DISPUTE = "dispute", _("Dispute")

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="ledger")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    method = models.CharField(max_length=40, blank=True, help_text="cash, transfer …, in the owner's words")
    note = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=64, help_text="of the form that made it")
    by = models.ForeignKey("workspaces.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "ledger entries"
        constraints = [
            models.UniqueConstraint(fields=["order", "key"], name="ledger_key_once"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="ledger_amount_some"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.currency} of order {self.order_id}"


class OrderEvent(WorkspaceOwned):
    """What happened to an order; `by` is None for the buyer, or for the clock where the verb says so."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    verb = models.CharField(max_length=20)
    by = models.ForeignKey("workspaces.User", null=True, on_delete=models.SET_NULL, related_name="+")
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.verb} of order {self.order_id}"
