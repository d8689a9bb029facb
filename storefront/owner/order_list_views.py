"""The order book as a list: filtered, searched, by the day of handing over, one step a row."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cards.editor.finding import member, role_of
from cards.models import Card
from storefront import windows
from storefront.models import Product, Shop
from storefront.owner import order_list
from storefront.owner.finding import in_own_shop
from storefront.owner.order_list import BY_DAY, SHOWS, Group
from workspaces.access import allowed, needs


@needs("orders.view")
@require_safe
@in_own_shop
def orders(request: HttpRequest, shop: Shop) -> HttpResponse:
    """`show`, `q` and `page` in the query; what is not known there means all of them."""
    now, user = timezone.now(), member(request)
    show, query = request.GET.get("show", ""), " ".join(request.GET.get("q", "").split())[:80]
    show = show if show in SHOWS and not query else "all"
    chosen = order_list.found(query) if query else order_list.shown(show)
    page = order_list.page(chosen, request.GET.get("page", ""))
    rows = order_list.rows(page, user, now)
    counts = order_list.counts()
    context = {
        "show": show,
        "shows": [(key, label, counts[key]) for key, label in SHOWS.items()],
        "number": page.paginator.count,
        "any": counts["all"],
        "query": query,
        "page": page,
        "asked": urlencode({"q": query} if query else {"show": show}),
        "groups": order_list.by_day(chosen, rows, now) if show in BY_DAY else [Group("", rows)],
        "may_edit": allowed(role_of(request), "orders.edit"),
        "paused": shop if windows.is_paused(shop, now) else None,
    }
    if not counts["all"]:
        context |= {"has_product": Product.objects.get_queryset().shown().exists(), "card": _card()}
    return render(request, "storefront/owner/orders.html", context)


def _card() -> Card | None:
    """Where visitors find the shop."""
    return Card.objects.get_queryset().kept().filter(status="published").first()
