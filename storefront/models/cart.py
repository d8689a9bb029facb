"""What somebody has put aside to order (S8): known by a cookie of the card's path, never by a person."""

from datetime import timedelta
from typing import Final

from django.db import models
from django.utils import timezone

from workspaces.scoping import WorkspaceOwned

KEPT: Final = timedelta(days=30)


class Cart(WorkspaceOwned):
    """`lines` as `storefront.carts.Wanted` values; `key` is the digest of what the cookie holds."""

    key = models.CharField(max_length=64, unique=True)
    lines = models.JSONField(default=list)
    coupon = models.CharField(max_length=30, blank=True)
    touched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["touched_at"], name="cart_by_age")]

    def __str__(self) -> str:
        return f"cart {self.pk}"
