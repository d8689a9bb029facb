"""What is sold: categories, products with their variants and pictures (S0, S9, S10)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from storefront.models.shop import DAY, Shop
from storefront.offer import AddonGroup, AddonGroups, Option, Options, Writing, Writings
from workspaces.scoping import ScopedManager, ScopedQuerySet, WorkspaceOwned, current_workspace_id


class Category(WorkspaceOwned):
    """Products without one stand after all categories."""

    slug = models.SlugField(max_length=60, allow_unicode=False)
    title = models.CharField(max_length=80)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "categories"
        constraints = [models.UniqueConstraint(fields=["workspace", "slug"], name="category_slug_once")]

    def __str__(self) -> str:
        return self.title


class ProductQuerySet(ScopedQuerySet["Product"]):
    def kept(self) -> "ProductQuerySet":
        return self.filter(archived_at__isnull=True)

    def shown(self) -> "ProductQuerySet":
        """What visitors see."""
        return self.kept().filter(hidden=False)


class ProductManager(ScopedManager["Product"]):
    def get_queryset(self) -> ProductQuerySet:
        return ProductQuerySet(self.model, using=self._db).filter(workspace_id=current_workspace_id())


class Product(WorkspaceOwned):
    """Price in minor units of the shop's currency; `lead` in minutes and `tax_rate` in basis points, None: the shop's.

    A product is never deleted, for orders and carts speak of it: it is archived. It has one variant at least.
    `folded` is what a search looks through, without case and accents.
    """

    class PriceKind(models.TextChoices):
        EXACT = "exact", _("This price")
        FROM = "from", _("From this price")
        REQUEST = "request", _("Price on request")

    slug = models.SlugField(max_length=60, allow_unicode=False)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=5000, blank=True)
    folded = models.TextField(blank=True, editable=False)
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.SET_NULL, related_name="products")
    position = models.PositiveIntegerField(default=0)
    hidden = models.BooleanField(default=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    way = models.CharField(max_length=4, choices=Shop.Way.choices, blank=True, help_text="empty: the shop's")
    price_kind = models.CharField(max_length=7, choices=PriceKind.choices, default=PriceKind.EXACT)
    price = models.PositiveBigIntegerField(null=True, blank=True)
    sku = models.CharField(max_length=40, blank=True)
    tax_rate = models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(10_000)])
    lead = models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(90 * DAY)])
    options_json = models.JSONField(default=list, blank=True)
    addons_json = models.JSONField(default=list, blank=True)
    writings_json = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[ProductManager] = ProductManager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "slug"], name="product_slug_once"),
            models.CheckConstraint(condition=Q(price_kind="request") | Q(price__isnull=False), name="product_priced"),
        ]
        indexes = [
            models.Index(fields=["workspace", "category", "position", "id"], name="product_by_category"),
            models.Index(fields=["workspace", "position", "id"], name="product_by_position"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def options(self) -> tuple[Option, ...]:
        return Options.validate_python(self.options_json)

    @property
    def addons(self) -> tuple[AddonGroup, ...]:
        return AddonGroups.validate_python(self.addons_json)

    @property
    def writings(self) -> tuple[Writing, ...]:
        return Writings.validate_python(self.writings_json)


class Variant(WorkspaceOwned):
    """One thing that can be put into a cart. `choice` are the keys of its values, in the order of the options.

    `price` None: the product's. `stock` is what is left to sell, None: not counted. One that is taken out of the
    product is archived, and keeps what old orders say of it (S9).
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    choice = models.CharField(max_length=80, blank=True, help_text="keys joined by a hyphen; empty: no options")
    title = models.CharField(max_length=200, blank=True, help_text="its values as read: Large, red")
    price = models.PositiveBigIntegerField(null=True, blank=True)
    sku = models.CharField(max_length=40, blank=True)
    stock = models.IntegerField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["product", "choice"], name="variant_choice_once"),
            models.CheckConstraint(condition=Q(stock=None) | Q(stock__gte=0), name="variant_stock_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.title}".strip()


class ProductPhoto(WorkspaceOwned):
    """A picture of a product; the first is its face."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="pictures")
    photo = models.ForeignKey("cards.Photo", on_delete=models.CASCADE, related_name="+")
    alt = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"picture of product {self.product_id}"
