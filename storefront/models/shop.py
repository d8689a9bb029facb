"""The shop of a workspace: how it sells, when, where to, and what it writes into a chat (S0, S2, S4, S17, S18)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from storefront.pricing import Tax
from workspaces.scoping import WorkspaceOwned

DAY = 24 * 60
FIRST_NUMBER = 1000


def closed_week() -> list[list[str]]:
    return [[] for _day in range(7)]


class Shop(WorkspaceOwned):
    """One a workspace. Rates in basis points, money in minor units, lead and windows in minutes.

    Weeks are seven lists, Monday first, of "09:00-12:00" on the clock of `zone`; an empty `week` is always open.
    `last_number` is the counter of the orders, taken with the row locked.
    """

    class Way(models.TextChoices):
        LOOK = "look", _("Look only")
        ASK = "ask", _("Ask in WhatsApp")
        CART = "cart", _("Cart and order")

    class TaxKind(models.TextChoices):
        NONE = Tax.NONE, _("No tax")
        INCLUSIVE = Tax.INCLUSIVE, _("Prices contain the tax")
        EXCLUSIVE = Tax.EXCLUSIVE, _("The tax comes on top")

    title = models.CharField(max_length=80, blank=True, help_text="empty: the workspace's name")
    way = models.CharField(max_length=4, choices=Way.choices, default=Way.CART)
    whatsapp = models.CharField(max_length=16, blank=True, help_text="E.164")
    whatsapp_changed_at = models.DateTimeField(null=True, blank=True)
    opening = models.CharField(max_length=300, blank=True, help_text="first line of the message, with placeholders")
    currency = models.CharField(max_length=3)
    tax = models.CharField(max_length=9, choices=TaxKind.choices, default=TaxKind.NONE)
    tax_rate = models.PositiveIntegerField(default=0, validators=[MaxValueValidator(10_000)])

    zone = models.CharField(max_length=64)
    week = models.JSONField(default=list, blank=True)
    paused = models.BooleanField(default=False)
    paused_until = models.DateField(null=True, blank=True, help_text="first day that is open again")
    pause_note = models.CharField(max_length=300, blank=True)

    lead = models.PositiveIntegerField(default=0, validators=[MaxValueValidator(90 * DAY)])
    horizon = models.PositiveIntegerField(default=30, validators=[MinValueValidator(1), MaxValueValidator(365)])
    pickup = models.BooleanField(default=True)
    pickup_place = models.CharField(max_length=300, blank=True, help_text="empty: the workspace's address")
    pickup_week = models.JSONField(default=closed_week, blank=True)
    delivery = models.BooleanField(default=False)
    delivery_week = models.JSONField(default=closed_week, blank=True)
    window = models.PositiveIntegerField(default=60, validators=[MinValueValidator(15), MaxValueValidator(DAY)])
    window_orders = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])

    payment_text = models.TextField(max_length=1000, blank=True)
    policies = models.TextField(max_length=5000, blank=True)
    last_number = models.PositiveIntegerField(default=FIRST_NUMBER)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace"], name="shop_once"),
            models.CheckConstraint(condition=Q(tax__in=[kind.value for kind in Tax]), name="shop_tax_known"),
        ]

    def __str__(self) -> str:
        return f"shop of workspace {self.workspace_id}"

    @property
    def name(self) -> str:
        return self.title or self.workspace.name


class DeliveryZone(WorkspaceOwned):
    """Where to, by the beginning of a postcode or by a named area; the first that matches counts (S17)."""

    class Kind(models.TextChoices):
        POSTCODE = "postcode", _("Postcodes that begin with")
        AREA = "area", _("Areas by name")

    title = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.POSTCODE)
    names = models.JSONField(default=list, help_text="prefixes, or names of areas")
    fee = models.PositiveBigIntegerField(default=0)
    minimum = models.PositiveBigIntegerField(default=0)
    free_over = models.PositiveBigIntegerField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Coupon(WorkspaceOwned):
    """A discount for whoever knows the code. `limit` None: any number of times; `used` never passes it (S16)."""

    code = models.CharField(max_length=30, help_text="upper case")
    share = models.PositiveIntegerField(default=0, validators=[MaxValueValidator(10_000)], help_text="basis points")
    amount = models.PositiveBigIntegerField(default=0, help_text="minor units")
    minimum = models.PositiveBigIntegerField(default=0)
    limit = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    used = models.PositiveIntegerField(default=0)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True, help_text="last day it counts")
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "code"], name="coupon_code_once"),
            models.CheckConstraint(condition=Q(limit=None) | Q(used__lte=F("limit")), name="coupon_within_limit"),
            models.CheckConstraint(condition=Q(share=0) | Q(amount=0), name="coupon_one_kind"),
        ]

    def __str__(self) -> str:
        return self.code
