"""On paper: a slip for whoever packs, without prices, and a receipt for the buyer, in the buyer's language."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from cards.editor.finding import member
from cards.phones import readable
from storefront import paying, wording
from storefront.models import LedgerEntry, Order, Shop
from storefront.owner import order_receipt as receipts
from storefront.owner import order_words
from storefront.owner.finding import in_own_shop
from storefront.owner.order_page import shown_line
from storefront.owner.order_views import order_of
from workspaces.access import needs


@needs("orders.view")
@require_safe
@in_own_shop
def order_slip(request: HttpRequest, shop: Shop, order: int) -> HttpResponse:
    found = order_of(order)
    context = {
        "lines": [shown_line(line, found) for line in wording.newest(found).lines],
        "number": readable(found.phone),
        "due": order_words.due(found, member(request), timezone.now()),
        "to_collect": wording.amount(owed, found) if (owed := paying.outstanding(found)) else "",
    }
    return _paper(request, "order_slip.html", found, shop, context)


@needs("orders.view")
@require_safe
@in_own_shop
def order_receipt(request: HttpRequest, shop: Shop, order: int) -> HttpResponse:
    found = order_of(order)
    revision = wording.newest(found)
    with translation.override(found.language):
        context = {
            "seller": [shop.name, *found.workspace.address.splitlines()],
            "lines": [shown_line(line, found) for line in revision.lines],
            "sums": wording.sums(found, revision),
            "taxes": receipts.tax_words(found, revision),
            "money": receipts.money_words(found, LedgerEntry.objects.filter(order=found)),
            "payment": wording.payment(found),
            "to_pay": wording.amount(due, found) if (due := paying.outstanding(found)) else "",
            "on": wording.day_words(found.placed_at, found),
        }
        return _paper(request, "order_receipt.html", found, shop, context)


def _paper(request: HttpRequest, template: str, order: Order, shop: Shop, context: dict[str, Any]) -> HttpResponse:
    """Light whatever the theme: paper is."""
    shared = {"order": order, "shop": shop, "handover": wording.handover(order, shop), "theme": "light"}
    return render(request, f"storefront/owner/{template}", shared | context)
