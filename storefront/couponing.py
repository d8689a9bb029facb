"""Making coupons, changing them, taking away those nobody used (S16)."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from storefront.models import Coupon


class CodeTaken(Exception):
    """Another coupon has this code; nothing was changed."""


class BelowUse(Exception):
    """The limit is less than how often it was used already."""

    def __init__(self, used: int) -> None:
        super().__init__(used)
        self.used = used


def add(*, values: Mapping[str, Any]) -> Coupon:
    """`values`: fields of the model, the code as `shops.coupon_code` gives it. Raises `CodeTaken`."""
    return _saved(Coupon(**values))


@transaction.atomic
def change(*, coupon: Coupon, values: Mapping[str, Any]) -> Coupon:
    """Orders that used it keep what was agreed. Raises `CodeTaken` and `BelowUse`."""
    coupon = Coupon.objects.select_for_update().get(pk=coupon.pk)
    limit = values.get("limit", coupon.limit)
    if limit is not None and limit < coupon.used:
        raise BelowUse(coupon.used)
    for name, value in values.items():
        setattr(coupon, name, value)
    return _saved(coupon, update_fields=[*values])


def remove(*, coupon: Coupon) -> bool:
    """Whether it is gone: one that counts in an order stays, and can be switched off."""
    gone, _each = Coupon.objects.filter(pk=coupon.pk, used=0).delete()
    return bool(gone)


def _saved(coupon: Coupon, **how: Any) -> Coupon:
    if Coupon.objects.filter(code=coupon.code).exclude(pk=coupon.pk).exists():
        raise CodeTaken
    try:
        with transaction.atomic():
            coupon.save(**how)
    except IntegrityError as twice:  # two people at one moment
        raise CodeTaken from twice
    return coupon
