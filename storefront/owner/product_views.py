"""The list of products: found, ordered, and their prices and stocks changed in passing (S0, S10)."""

import re
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cards.editor.finding import member, role_of, workspace_of
from storefront import cataloguing, recounting
from storefront.models import Category, Product, Shop
from storefront.owner import product_list, product_words
from storefront.owner.finding import in_own_shop
from storefront.owner.product_list import FilterForm, Found
from storefront.owner.product_quick import QuickRows
from storefront.refusals import StockMoved
from workspaces.access import allowed, needs

ask = require_http_methods(["GET", "HEAD", "POST"])
ARCHIVED_SHOWN: Final = 200
_MOVE: Final = re.compile(r"move ([0-9]{1,18}) (before|after) ([0-9]{1,18})", re.ASCII)


@needs("shop.view", post="shop.edit")
@ask
@in_own_shop
def products(request: HttpRequest, shop: Shop) -> HttpResponse:
    """POST `act=save` writes prices and stocks; `act=move 3 before 5` orders, and keeps what was typed."""
    asked = FilterForm(request.GET)
    found = product_list.page_of(asked.rows(), request.GET.get("page", ""))
    if request.method != "POST":
        return _page(request, shop, asked, found, _quick(request, shop, found))
    act = request.POST.get("act", "")
    if act == "save":
        return _save(request, shop, asked, found)
    if move := _MOVE.fullmatch(act):
        return _move(request, shop, asked, int(move[1]), int(move[3]), after=move[2] == "after")
    raise BadRequest("unknown act")


def _save(request: HttpRequest, shop: Shop, asked: FilterForm, found: Found) -> HttpResponse:
    """All of the page or nothing; refused, it is shown again with everything typed."""
    quick = _quick(request, shop, found)
    if not quick.is_valid():
        return _page(request, shop, asked, found, quick, 422)
    prices, counts = quick.prices(), quick.counts()
    try:
        recounting.save(workspace=workspace_of(request), prices=prices, counts=counts)
    except StockMoved as moved:
        quick.tell(moved)
        return _page(request, shop, asked, found, quick, 409)
    number = len(prices) + len(counts)
    messages.success(
        request, ngettext("%(number)d change saved.", "%(number)d changes saved.", number) % {"number": number}
    )
    return redirect(_address(request, asked, found))


def _move(request: HttpRequest, shop: Shop, asked: FilterForm, moved: int, beside: int, *, after: bool) -> HttpResponse:
    rows = Product.objects.get_queryset().kept().select_related("workspace")
    one, other = get_object_or_404(rows, pk=moved), get_object_or_404(rows, pk=beside)
    if one != other:
        cataloguing.move(product=one, beside=other, after=after)
    found = product_list.page_of(asked.rows(), request.GET.get("page", ""))
    quick = _quick(request, shop, found)
    if quick.is_touched():
        return _page(request, shop, asked, found, quick)
    return redirect(f"{_address(request, asked, found)}#product-{one.pk}")


def _quick(request: HttpRequest, shop: Shop, found: Found) -> QuickRows:
    data = request.POST if request.method == "POST" else None
    products = found.products if allowed(role_of(request), "shop.edit") else []
    return QuickRows(products, data, shop=shop, language=member(request).language)


def _address(request: HttpRequest, asked: FilterForm, found: Found) -> str:
    page = f"page={found.page.number}" if found.page.number > 1 else ""
    query = "&".join(filter(None, [asked.query, page]))
    here = reverse("products", args=[workspace_of(request).slug])
    return f"{here}?{query}" if query else here


def _page(
    request: HttpRequest, shop: Shop, asked: FilterForm, found: Found, quick: QuickRows, status: int = 200
) -> HttpResponse:
    language, forms = member(request).language, quick.forms
    card, shows = product_list.published_cards()
    context: dict[str, Any] = {
        "lines": [
            product_words.line(one, shop, language, forms.get(one.pk), found.neighbours(one)) for one in found.products
        ],
        "found": found,
        "asked": asked,
        "archived": Product.objects.filter(archived_at__isnull=False)[:ARCHIVED_SHOWN],
        "categories": Category.objects.exists(),
        "may_edit": allowed(role_of(request), "shop.edit"),
        "currency": shop.currency,
        "errors": quick.errors() if status >= 400 else [],
        "unsaved": status == 200 and quick.is_touched(),
        "card": card,
        "shows": shows,
    }
    return render(request, "storefront/owner/products.html", context, status=status)
