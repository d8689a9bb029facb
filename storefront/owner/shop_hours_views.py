"""When a shop takes orders, and the windows in which they are picked up or delivered (S17)."""

from datetime import datetime
from itertools import groupby
from typing import Final

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cards.editor.finding import member, workspace_of
from storefront import ordering, shops, windows
from storefront.models import Shop
from storefront.models.shop import closed_week
from storefront.owner import shop_words
from storefront.owner.finding import in_own_shop
from storefront.owner.shop_views import ask, may_edit
from workspaces import week
from workspaces.access import needs
from workspaces.models import User
from workspaces.moments import day_words, span_words, wall
from workspaces.week import TypedWeek

SHOWN: Final = 8
"""Windows that are shown as visitors are offered them."""


@needs("shop.view", post="shop.edit")
@ask
@in_own_shop
def shop_hours(request: HttpRequest, shop: Shop, what: str) -> HttpResponse:
    """`what`: open, pickup or delivery. POST by `act`: save, or a step (`add 0`, `copy 0`) that only shows the week."""
    if what not in shop_words.WEEKS:
        raise Http404
    field, _title = shop_words.WEEKS[what]
    if request.method != "POST":
        return _page(request, shop, what, TypedWeek.of(getattr(shop, field) or closed_week()))
    typed, act = TypedWeek.sent(request.POST), request.POST.get("act", "save")
    if act != "save":
        try:
            typed.do(act, request.POST)
        except ValueError as unknown:
            raise BadRequest("unknown act") from unknown
        return _page(request, shop, what, typed, unsaved=True)
    read = typed.read()
    if typed.errors:
        return _page(request, shop, what, typed, unsaved=True, status=422)
    shops.set_week(shop=shop, field=field, week=read)
    messages.success(request, _("Saved. Visitors are offered this at once."))
    return redirect("shop_hours", workspace_of(request).slug, what)


def _page(
    request: HttpRequest, shop: Shop, what: str, typed: TypedWeek, *, unsaved: bool = False, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    field, title = shop_words.WEEKS[what]
    context = {
        "shop": shop,
        "what": what,
        "title": title,
        "week": typed,
        "unsaved": unsaved,
        "lines": week.week_words(getattr(shop, field) or closed_week()),
        "line": shop_words.week_line(shop, what),
        "offered": offered(shop, what, member(request), now) if what != "open" else [],
        "is_open": windows.is_open(shop, now),
        "is_off": what != "open" and what not in ordering.ways(shop),
        "may_edit": may_edit(request),
    }
    return render(request, "storefront/owner/shop_hours.html", context, status=status)


def offered(shop: Shop, handover: str, user: User, now: datetime) -> list[tuple[str, list[tuple[str, str]]]]:
    """The next windows a visitor can choose, for products with the shop's own lead time: days with times and room."""
    free = windows.free(shop, handover, lead=shop.lead, now=now)[:SHOWN]
    days = groupby(free, lambda one: wall(one.start, shop.zone).date())
    return [
        (day_words(day), [(span_words(one.start, one.end, shop.zone, user), _room(one)) for one in times])
        for day, times in days
    ]


def _room(free: windows.Free) -> str:
    if free.left is None:
        return ""
    return ngettext("%(number)d order fits", "%(number)d orders fit", free.left) % {"number": free.left}
