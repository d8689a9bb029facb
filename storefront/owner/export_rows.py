"""What stands in the files an owner downloads, read a few rows at a time so that any shop fits into memory.

The workspace is opened anew for each reading: an answer is still being sent when the request is over.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from cards.phones import tabled
from cardsite.kit import money
from cardsite.kit.spreadsheet import Cell
from storefront import product_cells, product_table
from storefront.matching import as_row, with_variants
from storefront.models import LedgerEntry, Order, Revision, Shop
from storefront.offer import OrderLine
from workspaces.models import Workspace
from workspaces.scoping import inside

PIECE: Final = 200

Line: TypeAlias = list[Cell]

ORDER_COLUMNS: Final = (
    *("kind", "number", "date", "state", "payment", "revision", "current"),
    *("name", "phone", "email", "note", "handover", "address", "postcode", "zone", "window"),
    *("title", "choice", "sku", "add-ons", "texts", "quantity", "unit", "tax rate"),
    *("amount", "discount", "delivery", "tax", "total", "currency", "coupon", "method", "remark"),
)
"""Kinds: a `line` of a revision, its `sums`, and entries of the ledger, of which refunds are below zero."""


def products(workspace: Workspace, currency: str) -> Iterator[Line]:
    """Those in use, hidden ones too, in the order visitors see."""
    for product in _pieces(workspace, with_variants, "position"):
        yield from product_table.cells(as_row(product), currency)


def orders(workspace: Workspace, since: datetime | None, until: datetime | None) -> Iterator[Line]:
    """Placed in this span, the oldest first: every revision with its lines and sums, then what was paid."""

    def found() -> "QuerySet[Order]":
        rows = Order.objects.get_queryset().prefetch_related("revisions", "ledger")
        rows = rows.filter(placed_at__gte=since) if since else rows
        return rows.filter(placed_at__lt=until) if until else rows

    for order in _pieces(workspace, found, "number"):
        yield from _of_order(order)


def day_begins(day: date, shop: Shop) -> datetime:
    """On the shop's clock."""
    return datetime.combine(day, datetime.min.time(), ZoneInfo(shop.zone))


def day_ends(day: date, shop: Shop) -> datetime:
    return day_begins(day + timedelta(days=1), shop)


def _pieces(workspace: Workspace, rows: Callable[[], "QuerySet[Any]"], by: str) -> Iterator[Any]:
    """Every row in the order of `by`, so many at a time."""
    last: Any = None
    while True:
        with inside(workspace):
            found = rows().order_by(by, "pk")
            if last is not None:
                place = getattr(last, by)
                found = found.filter(Q(**{f"{by}__gt": place}) | Q(**{by: place, "pk__gt": last.pk}))
            piece = list(found[:PIECE])
        yield from piece
        if len(piece) < PIECE:
            return
        last = piece[-1]


def _of_order(order: Order) -> Iterator[Line]:
    head = _head(order)
    for revision in order.revisions.all():
        said = head | {"revision": revision.number, "current": "yes" if revision.number == order.revision else "no"}
        for line in revision.lines:
            yield _row(said | {"kind": "line"} | _of_line(line, order.currency))
        yield _row(said | {"kind": "sums", "remark": revision.note} | _sums(revision, order.currency))
    for entry in order.ledger.all():
        yield _row(head | _of_entry(entry, order.zone))


def _head(order: Order) -> dict[str, Cell]:
    """What every row of an order says."""
    return {
        "number": order.number,
        "date": _clock(order.placed_at, order.zone),
        "state": order.state,
        "payment": order.payment,
        "name": order.name,
        "phone": tabled(order.phone),
        "email": order.email,
        "note": order.note,
        "handover": order.handover,
        "address": order.address,
        "postcode": order.postcode,
        "zone": order.delivery_zone,
        "window": _window(order),
        "currency": order.currency,
        "coupon": order.coupon_code,
    }


def _of_line(line: OrderLine, currency: str) -> dict[str, Cell]:
    return {
        "title": line.title,
        "choice": line.choice,
        "sku": line.sku,
        "add-ons": "; ".join(one.title for one in line.addons),
        "texts": "; ".join(f"{one.label}: {one.text}" for one in line.texts),
        "quantity": line.quantity,
        "unit": _amount(line.unit, currency),
        "tax rate": product_cells.rate_said(line.rate),
        "amount": _amount(line.amount, currency),
        "discount": _amount(line.discount, currency),
        "tax": _amount(line.tax, currency),
    }


def _sums(revision: Revision, currency: str) -> dict[str, Cell]:
    return {
        "amount": _amount(revision.goods, currency),
        "discount": _amount(revision.discount, currency),
        "delivery": _amount(revision.delivery, currency),
        "tax": _amount(revision.tax, currency),
        "total": _amount(revision.total, currency),
    }


def _of_entry(entry: LedgerEntry, zone: str) -> dict[str, Cell]:
    """Money that went away is below zero."""
    sign = 1 if entry.kind == LedgerEntry.Kind.CHARGE else -1
    return {
        "kind": "payment" if entry.kind == LedgerEntry.Kind.CHARGE else entry.kind,
        "date": _clock(entry.at, zone),
        "total": _amount(sign * entry.amount, entry.currency),
        "method": entry.method,
        "remark": entry.note,
    }


def _row(said: dict[str, Cell]) -> Line:
    return [said.get(column) for column in ORDER_COLUMNS]


def _amount(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-money.decimals(currency))


def _clock(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def _window(order: Order) -> str:
    if order.window_start is None or order.window_end is None:
        return ""
    return f"{_clock(order.window_start, order.zone)}-{order.window_end.astimezone(ZoneInfo(order.zone)):%H:%M}"
