"""Changing an order after a chat: looked at first, then saved as a new revision (S13)."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cards.editor.finding import member, workspace_of
from cardsite.kit import money
from storefront import revising, wording
from storefront.guest.bill_words import short_words
from storefront.models import Order, Revision, Shop
from storefront.owner import order_edit_forms as editing
from storefront.owner import order_words
from storefront.owner.finding import in_own_shop
from storefront.owner.order_edit_forms import EditSheet
from storefront.owner.order_views import ask, order_of
from storefront.refusals import Impossible, NotAllowed, OutOfStock, Refused, Stale
from storefront.states import OPEN
from workspaces.access import needs


@needs("orders.edit")
@ask
@in_own_shop
def order_edit(request: HttpRequest, shop: Shop, order: int) -> HttpResponse:
    """`act`: "look" shows what it comes to, acts on rows show the form so changed; without one it is saved."""
    found = order_of(order)
    if request.method != "POST":
        return _page(request, found, _sheet(request, found)) if found.state in OPEN else _back(request, found)
    act = request.POST.get("act", "save")
    if data := editing.acted(request.POST, act):
        return _page(request, found, _sheet(request, found, data), acted=True)
    if act not in _ACTS:
        raise BadRequest("unknown act")
    return _ACTS[act](request, found)


def _add_product(request: HttpRequest, order: Order) -> HttpResponse:
    """A row with the product chosen; of another workspace, or none: the form as it was, saying so."""
    chosen = request.POST.get("product", "")
    pk = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) <= 18 else 0
    sheet = _sheet(request, order, request.POST)
    if pk not in sheet.variants:
        return _page(request, order, sheet, status=422, refused=_("Choose a product first."))
    data = editing.with_product(request.POST, sheet, pk)
    return _page(request, order, _sheet(request, order, data), acted=True)


def _look(request: HttpRequest, order: Order) -> HttpResponse:
    """What it would come to; nothing is saved, and only saving can take stock."""
    sheet = _sheet(request, order, request.POST)
    if not sheet.valid:
        return _page(request, order, sheet, status=422)
    try:
        if sheet.seen.number != order.revision:
            raise Stale(order.revision)
        made = revising.preview(order=order, **sheet.values())
    except Refused as refused:
        return _again(request, order, sheet, refused)
    difference = made.total - order.total
    said = money.spoken(abs(difference), order.currency, member(request).language)
    look = {
        "sums": wording.sums(order, made),
        "more": said if difference > 0 else "",
        "less": said if difference < 0 else "",
    }
    return _page(request, order, sheet, look=look, acted=True)


def _save(request: HttpRequest, order: Order) -> HttpResponse:
    """Refused, it is shown again with everything typed."""
    sheet, by = _sheet(request, order, request.POST), member(request)
    if not sheet.valid:
        return _page(request, order, sheet, status=422)
    note = sheet.sums.cleaned_data["note"]
    try:
        revising.revise(order=order, seen=sheet.seen.number, note=note, by=by, now=timezone.now(), **sheet.values())
    except (Refused, NotAllowed) as refused:
        return _again(request, order_of(order.pk), sheet, refused)
    told = _("The buyer gets a mail.") if order.email else _("Tell the buyer: the text for WhatsApp is prepared.")
    messages.success(request, f"{_('The order is changed.')} {told}")
    return _back(request, order)


_ACTS: Final = {"look": _look, "save": _save, "add product": _add_product}


def _again(request: HttpRequest, order: Order, sheet: EditSheet, refused: Exception) -> HttpResponse:
    """409 where the world is another by now, 422 where the form asks for what cannot be."""
    if isinstance(refused, Stale):
        return _page(request, order, sheet, status=409, stale=True)
    if isinstance(refused, NotAllowed):
        return _page(request, order, sheet, status=409, refused=order_words.refusal(refused))
    if isinstance(refused, OutOfStock):
        words = _("Not saved: there is not enough left.")
        return _page(request, order, sheet, status=409, refused=words, short=short_words(refused.lines))
    words = _("Nothing would be left of the order. Keep a line, or call the order off on its page.")
    if isinstance(refused, Impossible):
        words = _("A line is not there any more. Remove it.")
    return _page(request, order, sheet, status=422, refused=words)


def _sheet(request: HttpRequest, order: Order, data: Any = None) -> EditSheet:
    """Its lines speak of the revision that the page showed, also where there is a newer one by now."""
    asked = str(data.get("seen", "")) if data is not None else ""
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= 6 else order.revision
    seen = get_object_or_404(Revision.objects.filter(order=order), number=number)
    return EditSheet(order, seen, language=member(request).language, data=data)


def _page(request: HttpRequest, order: Order, sheet: EditSheet, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"order": order, "sheet": sheet, "failed": status == 422 and not sheet.valid}
    return render(request, "storefront/owner/order_edit.html", context | more, status=status)


def _back(request: HttpRequest, order: Order) -> HttpResponse:
    return redirect("order", workspace_of(request).slug, order.pk)
