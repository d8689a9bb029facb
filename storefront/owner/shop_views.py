"""The settings of a shop: opened once, then everything about it, with the ways to what has pages of its own."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cards.editor.finding import member, role_of, workspace_of
from cards.models import Card
from cards.phones import readable
from storefront import currencies, shops, wording
from storefront.models import Shop
from storefront.owner import shop_words
from storefront.owner.shop_forms import NumberForm, ShopForm
from storefront.refusals import OtherDecimals
from storefront.shops import shop_here
from workspaces.access import allowed, needs
from workspaces.models import Workspace

ask = require_http_methods(["GET", "HEAD", "POST"])


@needs("shop.view", post="shop.edit")
@ask
def shop_settings(request: HttpRequest) -> HttpResponse:
    """POST by `act`: open the shop, or save. With htmx, GET with `opening` answers how that first line reads."""
    shop = shop_here()
    if request.method == "POST":
        act = request.POST.get("act")
        if act == "open":
            return _open(request)
        if act == "save" and shop is not None:
            return _save(request, shop)
        raise BadRequest("unknown act")
    if shop is None:
        return _closed(request, _number_form(request))
    if request.htmx and "opening" in request.GET:  # type: ignore[attr-defined]  # set by the middleware
        return _example(request, shop, request.GET["opening"][:300])
    return _page(request, shop, ShopForm(shop=shop))


def _closed(request: HttpRequest, form: NumberForm) -> HttpResponse:
    context = {"form": form, "may_edit": may_edit(request), "currency": workspace_of(request).currency}
    return render(request, "storefront/owner/shop_open.html", context, status=422 if form.errors else 200)


def _open(request: HttpRequest) -> HttpResponse:
    """Sent twice, or by two people, it is one shop."""
    workspace, form = workspace_of(request), _number_form(request)
    if not form.is_valid():
        return _closed(request, form)
    if shops.begin(workspace=workspace, whatsapp=form.cleaned_data["whatsapp"]):
        messages.success(request, _("Your shop is open. Put the first product into it."))
    return redirect(_first_product(workspace))


def _number_form(request: HttpRequest) -> NumberForm:
    """With the number of the first card that has WhatsApp."""
    cards = Card.objects.get_queryset().kept().order_by("pk")[:20]
    number = next((phone.number for card in cards if (phone := card.document.whatsapp)), "")
    data = request.POST if request.method == "POST" else None
    return NumberForm(data, zone=workspace_of(request).zone, initial={"whatsapp": number and readable(number)})


def _first_product(workspace: Workspace) -> str:
    try:
        return reverse("product_new", args=[workspace.slug])
    except NoReverseMatch:
        return reverse("products", args=[workspace.slug])


def _save(request: HttpRequest, shop: Shop) -> HttpResponse:
    form = ShopForm(request.POST, shop=shop)
    if not form.is_valid():
        return _page(request, shop, form)
    try:
        changed = shops.change(shop=shop, values=form.cleaned_data, by=member(request), now=timezone.now())
    except OtherDecimals as refused:
        form.add_error("currency", shop_words.currency_refused(refused))
        return _page(request, shop, form)
    messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
    return redirect("shop_settings", workspace_of(request).slug)


def _page(request: HttpRequest, shop: Shop, form: ShopForm) -> HttpResponse:
    context: dict[str, Any] = {
        "shop": shop,
        "form": form,
        "doors": shop_words.doors(shop, timezone.now()),
        "parts": shop_words.parts(shop, form),
        "may_edit": may_edit(request),
        "priced": currencies.priced().exists(),
        "said": shop_words.example(shop, str(form["opening"].value() or "")),
    }
    return render(request, "storefront/owner/shop.html", context, status=422 if form.errors else 200)


def _example(request: HttpRequest, shop: Shop, words: str) -> HttpResponse:
    context = {"said": shop_words.example(shop, words), "unknown": wording.unknown_placeholders(words)}
    return render(request, "storefront/owner/shop_example.html", context)


def may_edit(request: HttpRequest) -> bool:
    return allowed(role_of(request), "shop.edit")
