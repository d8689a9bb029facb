"""Changing an order that stands: a new revision with what it does to money and stock (S13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from storefront import paying, pricing, selling, stock
from storefront.following import follow
from storefront.fulfilling import lock, newest_lines
from storefront.models import Order, Revision, Shop, Variant
from storefront.offer import OrderLine
from storefront.pricing import Discount, Item, Tax
from storefront.refusals import EmptyCart, Impossible, Stale
from storefront.states import OPEN, NotAllowed, State
from workspaces.models import User


@dataclass(frozen=True)
class Edited:
    """A line as the owner wants it: `at` its place in the present revision, else of a variant or wholly by hand.

    `unit` in minor units; None: what it costs now. A line of quantity 0 is left out.
    """

    quantity: int
    at: int | None = None
    variant: int | None = None
    title: str = ""
    unit: int | None = None


@transaction.atomic
def revise(
    *,
    order: Order,
    seen: int,
    lines: Sequence[Edited],
    delivery: int,
    discount: int,
    by: User,
    now: datetime,
    note: str = "",
) -> Revision:
    """`seen` is the revision the owner looked at. Raises `Stale`, `NotAllowed`, `EmptyCart`, `OutOfStock`."""
    order = lock(order)
    if order.revision != seen:
        raise Stale(order.revision)
    if State(order.state) not in OPEN:
        raise NotAllowed(State(order.state), State(order.state))
    made = preview(order=order, lines=lines, delivery=delivery, discount=discount)
    if stock.holds(order) or order.state != State.PLACED:
        kept = order.state != State.PLACED or order.reserved_until is None
        stock.adjust(order, stock.wanted(made.lines), state=stock.KEPT if kept else stock.HELD)
    before = order.total
    made.number, made.by, made.at, made.note = order.revision + 1, by, now, note
    made.save()
    for field in ("goods", "discount", "delivery", "tax", "total"):
        setattr(order, field, getattr(made, field))
    order.revision = made.number
    paying.settle(order)
    order.save(update_fields=["goods", "discount", "delivery", "tax", "total", "revision", "payment"])
    follow(order, "revised", now=now, by=by, number=made.number, before=before, after=order.total)
    return made


def preview(*, order: Order, lines: Sequence[Edited], delivery: int, discount: int) -> Revision:
    """What it would come to; not saved. Raises `EmptyCart` and `Impossible`."""
    shop = Shop.objects.get()
    present = newest_lines(order)
    wanted = [_line(one, present, shop) for one in lines if one.quantity]
    if not wanted:
        raise EmptyCart
    quote = pricing.quote(
        [Item(line.unit, line.quantity, line.rate) for line in wanted],
        tax=Tax(order.tax_kind),
        discount=Discount(amount=discount),
        delivery=delivery,
        delivery_rate=shop.tax_rate,
    )
    parts = [{"amount": part.amount, "discount": part.discount, "tax": part.tax} for part in quote.lines]
    priced = [line.model_copy(update=part).model_dump(mode="json") for line, part in zip(wanted, parts, strict=True)]
    return Revision(
        order=order,
        workspace_id=order.workspace_id,
        number=order.revision,
        lines_json=priced,
        goods=quote.goods,
        discount=quote.discount,
        delivery=quote.delivery,
        tax=quote.tax,
        total=quote.total,
    )


def _line(edited: Edited, present: Sequence[OrderLine], shop: Shop) -> OrderLine:
    if edited.at is not None:
        if not 0 <= edited.at < len(present):
            raise Impossible("lines", "no such line")
        before = present[edited.at]
        unit = before.unit if edited.unit is None else edited.unit
        return before.model_copy(update={"quantity": edited.quantity, "unit": unit})
    if edited.variant is not None:
        return _of_variant(edited, shop)
    unit = edited.unit or 0
    return OrderLine(title=edited.title, unit=unit, quantity=edited.quantity, rate=shop.tax_rate, amount=0)


def _of_variant(edited: Edited, shop: Shop) -> OrderLine:
    variant = Variant.objects.select_related("product").filter(pk=edited.variant or 0).first()
    if variant is None:
        raise Impossible("lines", "no such product")
    product = variant.product
    return OrderLine(
        variant=variant.pk,
        product=product.pk,
        title=product.title,
        choice=variant.title,
        sku=variant.sku or product.sku,
        unit=selling.unit_price(product, variant) if edited.unit is None else edited.unit,
        quantity=edited.quantity,
        rate=selling.rate_of(product, shop),
        amount=0,
    )
