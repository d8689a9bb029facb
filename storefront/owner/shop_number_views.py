"""The WhatsApp number of a shop; another one only after a fresh log-in (S4, A30)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cards.editor.finding import member, workspace_of
from cards.phones import readable
from storefront import chat_number, shops
from storefront.models import Shop
from storefront.owner.finding import in_own_shop
from storefront.owner.shop_forms import NumberForm
from storefront.owner.shop_views import ask, may_edit
from workspaces import fresh_login
from workspaces.access import needs


@needs("shop.view", post="shop.edit")
@ask
@in_own_shop
def shop_number(request: HttpRequest, shop: Shop) -> HttpResponse:
    """POST saves (`act=save`), or asks for the log-in once more (`act=again`) as a stale one does by itself.

    What was typed is not kept over the question: who stole the session could leave a number there for its owner.
    """
    act = request.POST.get("act", "save")
    if request.method != "POST":
        return _page(request, shop, _form(shop))
    if act not in {"save", "again"}:
        raise BadRequest("unknown act")
    if act == "again" or _must_ask(request, shop):
        return fresh_login.ask_again(request, reverse("shop_number", args=[workspace_of(request).slug]))
    form = _form(shop, request.POST)
    if not form.is_valid():
        return _page(request, shop, form)
    values = {"whatsapp": form.cleaned_data["whatsapp"]}
    if shops.change(shop=shop, values=values, by=member(request), now=timezone.now()):
        messages.success(request, _saved_words(shop))
    return redirect("shop_settings", workspace_of(request).slug)


def _must_ask(request: HttpRequest, shop: Shop) -> bool:
    return not (chat_number.is_first(shop) or fresh_login.is_fresh(request))


def _form(shop: Shop, data: Any = None) -> NumberForm:
    return NumberForm(data, zone=shop.zone, initial={"whatsapp": readable(shop.whatsapp) if shop.whatsapp else ""})


def _page(request: HttpRequest, shop: Shop, form: NumberForm) -> HttpResponse:
    """Without a fresh log-in it says the number, and that it asks before another is written."""
    change = chat_number.recent_change(shop, timezone.now())
    before = change.before if change and change.before != shop.whatsapp else ""
    context = {
        "shop": shop,
        "form": form,
        "number": readable(shop.whatsapp) if shop.whatsapp else "",
        "before": before,
        "before_words": readable(before) if before else "",
        "must_ask": _must_ask(request, shop),
        "may_edit": may_edit(request),
    }
    return render(request, "storefront/owner/shop_number.html", context, status=422 if form.errors else 200)


def _saved_words(shop: Shop) -> str:
    if not shop.whatsapp:
        return _("No chat opens any more. Every owner gets a mail about it.")
    number = readable(shop.whatsapp)
    return _("New orders open a chat with %(number)s. Every owner gets a mail about it.") % {"number": number}
