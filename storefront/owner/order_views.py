"""One order in its seller's hands: read, moved on, called off, paid, refunded, told (S2, S11, S12, S19; P19)."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cards.editor.finding import member, workspace_of
from cardsite.kit import money
from storefront import fulfilling, paying, replying, wording
from storefront.guest.bill_words import short_words
from storefront.models import Order, Shop
from storefront.owner import order_words
from storefront.owner.finding import in_own_shop
from storefront.owner.order_forms import MessageForm, PaidForm, RefundForm
from storefront.owner.order_list import SHOWS
from storefront.owner.order_page import page_of, texts_of
from storefront.refusals import NotAllowed, OutOfStock, TooMuch
from storefront.states import State
from workspaces.access import needs

ask = require_http_methods(["GET", "HEAD", "POST"])
Answer = Callable[[HttpRequest, Shop, Order], HttpResponse]
_MOVES: Final[dict[str, Callable[..., Order]]] = {
    "accept": fulfilling.accept,
    "ready": fulfilling.ready,
    "ship": fulfilling.ship,
    "complete": fulfilling.complete,
    "decline": fulfilling.decline,
    "cancel": fulfilling.cancel,
}
_DONE: Final[dict[str, str | Promise]] = {
    "accept": gettext_lazy("Order %(number)s is accepted."),
    "ready": gettext_lazy("Order %(number)s is ready."),
    "ship": gettext_lazy("Order %(number)s is on its way."),
    "complete": gettext_lazy("Order %(number)s is completed."),
    "decline": gettext_lazy("Order %(number)s is declined."),
    "cancel": gettext_lazy("Order %(number)s is cancelled."),
}


@needs("orders.view", post="orders.edit")
@ask
@in_own_shop
def order(request: HttpRequest, shop: Shop, order: int) -> HttpResponse:
    """All about one; POST does an `act`. `seen` is the state its page showed: where it is another by now, 409."""
    found = order_of(order)
    if request.method != "POST":
        return _page(request, shop, found)
    act = request.POST.get("act", "")
    if act in _FREELY:
        return _FREELY[act](request, shop, found)
    seen = request.POST.get("seen", "")
    if (act not in _MOVES and act not in _MONEY) or seen not in set(State):
        raise BadRequest("unknown act or state")
    if seen != found.state:
        return _refused(request, shop, found, order_words.refusal(NotAllowed(State(found.state), State(seen))))
    return _MONEY[act](request, shop, found) if act in _MONEY else _move(request, shop, found, act)


def order_of(pk: int) -> Order:
    """Of another workspace: `Http404`."""
    return get_object_or_404(Order.objects.select_related("workspace", "card"), pk=pk)


def _move(request: HttpRequest, shop: Shop, order: Order, act: str) -> HttpResponse:
    """409 where it cannot be, with what stands in the way; `back` returns to a list."""
    form = MessageForm(request.POST, auto_id="message_%s")
    if not form.is_valid():
        return _page(request, shop, order, status=422, message_form=form, opened=act)
    try:
        message = form.cleaned_data["message"]
        order = _MOVES[act](order=order, by=member(request), now=timezone.now(), message=message)
    except NotAllowed as refused:
        return _refused(request, shop, order_of(order.pk), order_words.refusal(refused), message_form=form)
    except OutOfStock as refused:
        words = _("Not accepted: there is not enough left. Change the order, raise the stock, or decline it.")
        return _refused(request, shop, order_of(order.pk), words, short=short_words(refused.lines))
    messages.success(request, f"{str(_DONE[act]) % {'number': order.number}} {_told(order)}")
    if request.POST.get("back") in SHOWS:
        where = reverse("orders", args=[workspace_of(request).slug])
        return redirect(f"{where}?show={request.POST['back']}")
    return _back(request, order)


def _paid(request: HttpRequest, shop: Shop, order: Order) -> HttpResponse:
    form = PaidForm(request.POST, auto_id="paid_%s")
    if not form.is_valid():
        return _page(request, shop, order, status=422, paid_form=form, opened="paid")
    paying.mark_paid(order=order, by=member(request), now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Marked as paid."))
    return _back(request, order)


def _refund(request: HttpRequest, shop: Shop, order: Order) -> HttpResponse:
    """Of all that was paid where no amount is typed; more than that is 422, and says how much it may be."""
    language = member(request).language
    form = RefundForm(request.POST, auto_id="refund_%s", order=order, language=language)
    if not form.is_valid():
        return _page(request, shop, order, status=422, refund_form=form, opened="refund")
    data = form.cleaned_data
    amount = paying.refundable(order) if data["amount"] is None else data["amount"]
    try:
        paying.refund(
            order=order, amount=amount, key=data["key"], note=data["note"], by=member(request), now=timezone.now()
        )
    except TooMuch as refused:
        most = money.spoken(refused.most, order.currency, language)
        form.add_error("amount", _("At most %(most)s can be given back.") % {"most": most})
        return _page(request, shop, order, status=422, refund_form=form, opened="refund")
    messages.success(request, _("Noted: the money was given back."))
    return _back(request, order)


def _tell(request: HttpRequest, shop: Shop, order: Order) -> HttpResponse:
    """Note that a prepared text is opened, then open it in WhatsApp.

    A page that goes on by itself: browsers keep a form from leading to another site directly.
    """
    text = request.POST.get("text", "")
    if text not in texts_of(order):
        raise BadRequest("unknown text")
    replying.told(order=order, text=text, by=member(request), now=timezone.now())
    url = wording.chat_url(order, text)
    context = {"order": order, "url": url, "text": wording.chat_text(order, text)}
    response = render(request, "storefront/owner/order_tell.html", context)
    response["Refresh"] = f"0;url={url}"
    return response


def _revoke(request: HttpRequest, shop: Shop, order: Order) -> HttpResponse:
    replying.revoke(order=order, by=member(request), now=timezone.now())
    messages.success(request, _("The old link is dead. Send the new one to the buyer."))
    return _back(request, order)


_MONEY: Final[dict[str, Answer]] = {"paid": _paid, "refund": _refund}
_FREELY: Final[dict[str, Answer]] = {"tell": _tell, "revoke": _revoke}
"""Possible in any state."""


def _told(order: Order) -> str:
    return _("The buyer gets a mail.") if order.email else _("Tell the buyer in WhatsApp or by phone.")


def _refused(request: HttpRequest, shop: Shop, order: Order, words: str, **more: Any) -> HttpResponse:
    return _page(request, shop, order, status=409, refused=words, **more)


def _back(request: HttpRequest, order: Order) -> HttpResponse:
    return redirect("order", workspace_of(request).slug, order.pk)


def _page(request: HttpRequest, shop: Shop, order: Order, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, "storefront/owner/order.html", page_of(order, shop, request) | more, status=status)
