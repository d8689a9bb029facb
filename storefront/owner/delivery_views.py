"""Where a shop delivers to and for how much; and which zone an address would fall into (S17)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cards.editor import rows
from cards.editor.finding import member, workspace_of
from cards.editor.rows import Act
from cardsite.kit import money
from storefront import quoting, shops, zones
from storefront.models import Shop
from storefront.owner import delivery_rows
from storefront.owner.delivery_rows import Rows
from storefront.owner.finding import in_own_shop
from storefront.owner.shop_views import ask, may_edit
from storefront.zones import Zone
from workspaces.access import needs


@needs("shop.view", post="shop.edit")
@ask
@in_own_shop
def shop_delivery(request: HttpRequest, shop: Shop) -> HttpResponse:
    """GET with `place` says which zone a postcode or area is in. POST saves; an act on a row only shows it."""
    if request.method != "POST":
        return _page(request, shop, _rows(request, shop))
    text = request.POST.get("act", "save")
    if act := delivery_rows.act_from(text):
        return _page(request, shop, _rows(request, shop, rows.applied(request.POST, act)), acted=act)
    if text != "save":
        raise BadRequest("unknown act")
    formset = _rows(request, shop, request.POST)
    if not formset.is_valid():
        return _page(request, shop, formset, status=422)
    shops.set_zones(shop=shop, zones=delivery_rows.kept(formset))
    messages.success(request, _("Saved. New orders are charged like this."))
    return redirect("shop_delivery", workspace_of(request).slug)


def _rows(request: HttpRequest, shop: Shop, data: Any = None) -> Rows:
    return delivery_rows.rows(data, currency=shop.currency, language=member(request).language)


def _page(
    request: HttpRequest, shop: Shop, formset: Rows, *, acted: Act | None = None, status: int = 200
) -> HttpResponse:
    language, place = member(request).language, request.GET.get("place", "").strip()[:80]
    present = quoting.all_zones()
    found = zones.match(present, postcode=place, area=place) if place else None
    context = {
        "shop": shop,
        "rows": formset,
        "acted": acted,
        "adding": acted.part if acted and acted.verb == "add" else "",
        "failed": status >= 400,
        "wrong": _wrong(formset) if status >= 400 else [],
        "zones": [(zone, words(zone, shop.currency, language)) for zone in present],
        "place": place,
        "found": found,
        "found_words": words(found, shop.currency, language) if found else "",
        "may_edit": may_edit(request),
    }
    return render(request, "storefront/owner/delivery.html", context, status=status)


def _wrong(formset: Rows) -> list[dict[str, Any]]:
    """Each field with an error and where it stands."""
    fields = [bound for form in formset.forms for bound in form.visible_fields() if bound.errors]
    return [{"label": bound.label, "target": bound.id_for_label} for bound in fields]


def words(zone: Zone, currency: str, language: str) -> str:
    """ "£3.00, free from £40, minimum £15"."""

    def said(minor: int) -> str:
        return money.spoken(minor, currency, language)

    parts = [said(zone.fee) if zone.fee else _("free")]
    if zone.fee and zone.free_over is not None:
        parts.append(_("free from %(amount)s") % {"amount": said(zone.free_over)})
    if zone.minimum:
        parts.append(_("minimum %(amount)s") % {"amount": said(zone.minimum)})
    return ", ".join(parts)
