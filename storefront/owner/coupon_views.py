"""Coupons of a shop: their list, a new one, one of them; switched off once used, removed while unused (S16)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cards.editor.finding import member, workspace_of
from storefront import couponing
from storefront.couponing import BelowUse, CodeTaken
from storefront.models import Coupon, Shop
from storefront.owner import coupon_words
from storefront.owner.coupon_forms import CouponForm
from storefront.owner.finding import in_own_shop
from storefront.owner.shop_views import ask, may_edit
from workspaces.access import needs
from workspaces.moments import today_in


@needs("shop.view")
@require_safe
@in_own_shop
def coupons(request: HttpRequest, shop: Shop) -> HttpResponse:
    today, language = today_in(shop.zone, timezone.now()), member(request).language
    lines = coupon_words.lines(Coupon.objects.all(), today, shop.currency, language)
    return render(request, "storefront/owner/coupons.html", {"lines": lines, "may_edit": may_edit(request)})


@needs("shop.edit")
@ask
@in_own_shop
def coupon_new(request: HttpRequest, shop: Shop) -> HttpResponse:
    form = _form(request, shop, None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, shop, None, form)
    try:
        made = couponing.add(values=form.values())
    except CodeTaken:
        return _taken(request, shop, None, form)
    messages.success(request, _("%(code)s is there. Give it to whom you like.") % {"code": made.code})
    return redirect("coupons", workspace_of(request).slug)


@needs("shop.view", post="shop.edit")
@ask
@in_own_shop
def coupon(request: HttpRequest, shop: Shop, coupon: int) -> HttpResponse:
    """POST by `act`: save, or delete one that nobody used."""
    found = get_object_or_404(Coupon, pk=coupon)
    form, act = _form(request, shop, found), request.POST.get("act", "save")
    if act == "delete":
        return _delete(request, shop, found)
    if act != "save":
        raise BadRequest("unknown act")
    if request.method != "POST" or not form.is_valid():
        return _page(request, shop, found, form)
    try:
        couponing.change(coupon=found, values=form.values())
    except CodeTaken:
        return _taken(request, shop, found, form)
    except BelowUse as below:
        form.add_error("limit", _("It was used %(used)d times already.") % {"used": below.used})
        return _page(request, shop, found, form)
    messages.success(request, _("Saved."))
    return redirect("coupons", workspace_of(request).slug)


def _delete(request: HttpRequest, shop: Shop, coupon: Coupon) -> HttpResponse:
    if couponing.remove(coupon=coupon):
        messages.success(request, _("%(code)s is deleted.") % {"code": coupon.code})
        return redirect("coupons", workspace_of(request).slug)
    messages.error(request, _("It was used meanwhile, so it stays. Switch it off instead."))
    coupon.refresh_from_db()
    form = CouponForm(currency=shop.currency, language=member(request).language, coupon=coupon)
    return _page(request, shop, coupon, form, status=409)


def _taken(request: HttpRequest, shop: Shop, coupon: Coupon | None, form: CouponForm) -> HttpResponse:
    form.add_error("code", _("Another coupon has this code. Choose a different one."))
    return _page(request, shop, coupon, form, status=409)


def _form(request: HttpRequest, shop: Shop, coupon: Coupon | None) -> CouponForm:
    data = request.POST if request.method == "POST" else None
    return CouponForm(data, currency=shop.currency, language=member(request).language, coupon=coupon)


def _page(
    request: HttpRequest, shop: Shop, coupon: Coupon | None, form: CouponForm, status: int | None = None
) -> HttpResponse:
    context: dict[str, Any] = {"coupon": coupon, "form": form, "currency": shop.currency, "may_edit": may_edit(request)}
    if coupon:
        today, language = today_in(shop.zone, timezone.now()), member(request).language
        context["line"] = coupon_words.line(coupon, today, shop.currency, language)
    return render(request, "storefront/owner/coupon.html", context, status=status or (422 if form.errors else 200))
