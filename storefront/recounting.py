"""Prices and stock changed in passing, while orders go on: a stock is written only where it is as seen (S10, S26)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from storefront.models import Product, Variant
from storefront.refusals import StockMoved
from workspaces.models import Workspace


@dataclass(frozen=True)
class Count:
    """What the owner saw of a variant, and what there is; None: not counted."""

    variant: int
    seen: int | None
    stock: int | None


@transaction.atomic
def save(*, workspace: Workspace, prices: Mapping[int, int], counts: Iterable[Count]) -> None:
    """Prices by the product's id. All or nothing: raises `StockMoved` with every stock that is not what was seen."""
    wanted = sorted(counts, key=lambda one: one.variant)
    moved = [one.variant for one in wanted if not _written(one)]
    if moved:
        raise StockMoved(dict(Variant.objects.filter(pk__in=moved).values_list("pk", "stock")))
    for product, price in sorted(prices.items()):
        Product.objects.filter(pk=product).update(price=price)
    if prices or any((one.seen == 0) != (one.stock == 0) for one in wanted):
        workspace.touch()


def _written(count: Count) -> bool:
    unchanged = Variant.objects.filter(pk=count.variant, stock=count.seen)
    if count.seen is None:
        unchanged = Variant.objects.filter(pk=count.variant, stock__isnull=True)
    return bool(unchanged.update(stock=count.stock))
