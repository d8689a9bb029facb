"""The buyer's own page of an order: what was agreed, how it stands, the chat it goes into (S1–S3, S22)."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cards import public_pages
from cards.public_pages import private, see
from cards.reaching import place_url
from cardsite.kit import signing, throttle
from cardsite.kit.http import client_address
from cardsite.kit.signing import BadToken
from cardsite.kit.throttle import TooMany
from storefront import fulfilling, wording
from storefront.guest.door import SHEETS
from storefront.models import Order
from storefront.shops import shop_here
from storefront.states import OPEN, NotAllowed, Payment, State
from workspaces.access import View, signature
from workspaces.public_form import public_form
from workspaces.scoping import inside

LOOKS_A_MINUTE: Final = 30
_PAYABLE: Final = frozenset({*OPEN, State.COMPLETED})
_SAID: Final[dict[str, str | Promise]] = {
    State.PLACED: gettext_lazy("Your order is saved. You hear from the shop when it is accepted."),
    State.ACCEPTED: gettext_lazy("The shop has accepted your order."),
    State.READY: gettext_lazy("Your order is ready."),
    State.SHIPPED: gettext_lazy("Your order is on its way."),
    State.COMPLETED: gettext_lazy("This order is completed. Thank you!"),
    State.DECLINED: gettext_lazy("The shop could not accept this order. Nothing is owed."),
    State.CANCELLED: gettext_lazy("This order is cancelled."),
    State.EXPIRED: gettext_lazy("This order was not answered in time, so it is over. Nothing is owed."),
}
_STEPS: Final[tuple[tuple[str, str | Promise], ...]] = (
    ("placed", gettext_lazy("Ordered")),
    ("accepted", gettext_lazy("Accepted")),
    ("ready", gettext_lazy("Ready")),
    ("shipped", gettext_lazy("On its way")),
    ("completed", gettext_lazy("Completed")),
)


def at_order(view: Callable[..., HttpResponse]) -> View:
    """`view(request, order)`, inside its workspace and in the language it was ordered in; a wrong token is 404."""

    @signature
    @wraps(view)
    def found(request: HttpRequest, token: str, **rest: Any) -> HttpResponseBase:
        try:
            pk, version = signing.read("order", token)
            _count(request)
        except BadToken:
            raise Http404 from None
        except TooMany as reached:
            return HttpResponse(status=429, headers={"Retry-After": str(reached.retry_after)})
        rows = Order.unscoped.select_related("workspace", "card__published", "card__workspace")
        order = rows.filter(pk=pk, version=version).first()
        if order is None:
            raise Http404
        with inside(order.workspace), translation.override(order.language):
            response = view(request, order, **rest)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return found


def _count(request: HttpRequest) -> None:
    """So many looks a minute from one network address (S22). Raises `TooMany`."""
    visitor = throttle.address_key(client_address(request))
    throttle.count(f"order-looks:{visitor}", limit=LOOKS_A_MINUTE, per=timedelta(minutes=1))


@at_order
@require_safe
def follow(request: HttpRequest, order: Order) -> HttpResponse:
    return follow_page(order)


def follow_page(order: Order, *, note: str = "", status: int = 200) -> HttpResponse:
    shop = shop_here()
    revision, due = wording.newest(order), order.payment == Payment.UNPAID and order.state in _PAYABLE
    message = wording.to_seller_chat(order, shop) if shop and shop.whatsapp else None
    place = wording.pickup_place(order, shop)
    context = {
        "order": order,
        "note": note,
        "said": _said(order),
        "words": wording.last_words(order),
        "steps": _steps(order),
        "lines": [
            (wording.line_words(line), wording.details(line), wording.amount(line.amount, order))
            for line in revision.lines
        ],
        "sums": wording.sums(order, revision),
        "rows": [
            (label, value, place_url(value) if value and value == place else "")
            for label, value in [*wording.handover(order, shop), *_payment(order, due)]
        ],
        "changed": order.revision > 1,
        "message": message,
        "fresh": order.state == State.PLACED and order.opened_at is None,
        "pay": shop.payment_text if shop and due else "",
        "path": wording.order_path(order),
        "address": wording.order_url(order),
        "manage": wording.owner_url(order),
        "can_cancel": fulfilling.may_cancel(order),
    }
    return _page("follow.html", _("Order %(number)s") % {"number": order.number}, context, order, status)


@public_form
@at_order
@require_POST
def seen(request: HttpRequest, order: Order) -> HttpResponse:
    """A script says that the page was shown, and (`opened=1`) that the chat was opened for the first time (S3)."""
    rows, now = Order.objects.filter(pk=order.pk), timezone.now()
    rows.filter(seen_at=None).update(seen_at=now)
    if request.POST.get("opened"):
        rows.filter(opened_at=None).update(opened_at=now)
    return private(HttpResponse(status=204))


@public_form
@at_order
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, order: Order) -> HttpResponse:
    """GET asks; POST cancels while nobody has accepted it, and once more changes nothing."""
    if order.state == State.CANCELLED:
        return see(wording.order_path(order))
    if not fulfilling.may_cancel(order):
        return follow_page(order, note=_("It cannot be cancelled here any more. Please ask the shop."), status=409)
    if request.method != "POST":
        return _page("cancel.html", _("Cancel the order"), {"order": order, "path": wording.order_path(order)}, order)
    try:
        fulfilling.cancel(order=order, by=None, now=timezone.now())
    except NotAllowed:
        order.refresh_from_db()
        return follow_page(order, note=_("It cannot be cancelled here any more. Please ask the shop."), status=409)
    return see(wording.order_path(order))


def _said(order: Order) -> str:
    if order.workspace.deleted_at and order.state == State.CANCELLED:
        return _(
            "This order is cancelled: the shop has closed its page here. If you have paid, ask for your money back."
        )
    return str(_SAID[order.state])


def _payment(order: Order, due: bool) -> list[tuple[str, str]]:
    """Nothing where nothing was paid and nothing is owed any more."""
    said = due or order.payment != Payment.UNPAID
    return [(_("Payment"), wording.payment(order))] if said else []


def _steps(order: Order) -> list[tuple[str, bool]]:
    """The way of the order with what is behind it; none once it came to nothing."""
    reached = [key for key, _title in _STEPS]
    if order.state not in reached:
        return []
    left_out = {"shipped"} if order.handover != Order.Handover.DELIVERY else {"ready"}
    at = reached.index(order.state)
    return [
        (str(title), number <= at)
        for number, (key, title) in enumerate(_STEPS)
        if key == order.state or key not in left_out
    ]


def _page(template: str, title: str, context: dict[str, Any], order: Order, status: int = 200) -> HttpResponse:
    card, document = public_pages.dressed_as(order.card, order.language)
    if card:
        context |= {"shop_url": reverse("shop", args=[card.handle])}
    return public_pages.answer(
        f"storefront/guest/{template}", title, context, document=document, card=card, sheets=SHEETS, status=status
    )
