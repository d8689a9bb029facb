"""What a receipt says of taxes and of money: by rate, and entry by entry (S15; P22)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_percent
from django.utils.translation import gettext as _

from storefront import wording
from storefront.models import LedgerEntry, Order, Revision
from storefront.owner import order_words
from storefront.pricing import Tax


@dataclass(frozen=True)
class Taxed:
    """`amount` after the discount, as it stands in the lines, and the tax on it or in it; `rate` in basis points, None
    for the delivery, whose rate is the shop's.
    """

    rate: int | None
    amount: int
    tax: int


def by_rate(revision: Revision) -> list[Taxed]:
    """The largest rate first, the delivery last; together they are the tax of the revision."""
    found: dict[int, Taxed] = {}
    for line in revision.lines:
        so_far = found.get(line.rate, Taxed(line.rate, 0, 0))
        net = line.amount - line.discount
        found[line.rate] = Taxed(line.rate, so_far.amount + net, so_far.tax + line.tax)
    rows = [found[rate] for rate in sorted(found, reverse=True) if found[rate].tax]
    rest = revision.tax - sum(row.tax for row in rows)
    return [*rows, Taxed(None, revision.delivery, rest)] if rest else rows


def tax_words(order: Order, revision: Revision) -> list[tuple[str, str]]:
    """ "19% in €11.90" and what that is."""
    words = _("%(rate)s in %(amount)s") if order.tax_kind == Tax.INCLUSIVE else _("%(rate)s on %(amount)s")
    return [
        (
            words % {"rate": _rate(row, order), "amount": wording.amount(row.amount, order)},
            wording.amount(row.tax, order),
        )
        for row in by_rate(revision)
    ]


def money_words(order: Order, entries: Iterable[LedgerEntry]) -> list[tuple[str, str, str]]:
    """What it was, on which day, how much; what was given back has a minus."""
    found = []
    for entry in entries:
        label = ", ".join(filter(None, [str(entry.get_kind_display()), order_words.method(entry)]))
        sign = "−" if entry.kind == LedgerEntry.Kind.REFUND else ""
        found.append((label, wording.day_words(entry.at, order), f"{sign}{wording.amount(entry.amount, order)}"))
    return found


def _rate(row: Taxed, order: Order) -> str:
    if row.rate is None:
        return _("Delivery")
    share = Decimal(row.rate).scaleb(-4)
    return str(format_percent(share, "#,##0.##%", locale=order.language.replace("-", "_")))
