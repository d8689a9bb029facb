"""A shop paused for a holiday, and open again (S18)."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cards.editor.finding import workspace_of
from storefront import shops, windows
from storefront.models import Shop
from storefront.owner import shop_words
from storefront.owner.finding import in_own_shop
from storefront.owner.shop_forms import PauseForm
from storefront.owner.shop_views import ask, may_edit
from workspaces.access import needs
from workspaces.moments import day_words


@needs("shop.view", post="shop.edit")
@ask
@in_own_shop
def shop_pause(request: HttpRequest, shop: Shop) -> HttpResponse:
    """POST by `act`: pause, which also changes a pause, or resume."""
    if request.method != "POST":
        return _page(request, shop, PauseForm(shop=shop))
    act = request.POST.get("act")
    if act == "resume":
        shops.resume(shop=shop)
        messages.success(request, _("The shop is open again. Visitors can order."))
        return redirect("shop_settings", workspace_of(request).slug)
    if act != "pause":
        raise BadRequest("unknown act")
    form = PauseForm(request.POST, shop=shop)
    if not form.is_valid():
        return _page(request, shop, form)
    shops.pause(shop=shop, until=form.cleaned_data["until"], note=form.cleaned_data["note"])
    messages.success(request, _paused_words(shop))
    return redirect("shop_settings", workspace_of(request).slug)


def _paused_words(shop: Shop) -> str:
    if shop.paused_until and any(windows.has_windows(shop, way) for way in ("pickup", "delivery")):
        words = _("The shop is paused. Visitors can order for %(day)s and later; till then nothing.")
        return words % {"day": day_words(shop.paused_until)}
    return _("The shop is paused. Visitors see your products and read why nothing can be ordered.")


def _page(request: HttpRequest, shop: Shop, form: PauseForm) -> HttpResponse:
    now = timezone.now()
    context = {
        "shop": shop,
        "form": form,
        "paused": windows.is_paused(shop, now),
        "line": shop_words.pause_line(shop, now),
        "later": any(windows.has_windows(shop, way) for way in ("pickup", "delivery")),
        "may_edit": may_edit(request),
    }
    return render(request, "storefront/owner/shop_pause.html", context, status=422 if form.errors else 200)
