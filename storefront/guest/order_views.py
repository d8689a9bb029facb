"""From the cart to the order: how it comes to the buyer, then who they are; POST places it (S1, S7, S17, S18)."""

from collections.abc import Sequence
from typing import Any, Final

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cards.editor import limits
from cards.public_pages import see
from cardsite.kit import signing
from cardsite.kit.throttle import TooMany
from storefront import ordering, quoting, windows, wording
from storefront.guest.bill_words import coupon_words, lines_of, said, sums_of
from storefront.guest.cart_views import cart_page
from storefront.guest.door import Visit, answer, in_shop
from storefront.guest.forms import OrderForm
from storefront.models import Order
from storefront.ordering import Handing
from storefront.quoting import Bill
from storefront.refusals import (
    BelowMinimum,
    Changed,
    CouponRefused,
    Difference,
    EmptyCart,
    NotDelivered,
    NotSelling,
    OutOfStock,
    Refused,
    TooManyOpen,
    WindowTaken,
)
from storefront.zones import Zone
from workspaces.public_form import limit, public_form, read_stamp

AN_HOUR: Final = 20
"""Orders from one network address, and by one person (S25)."""

CARD_AN_HOUR: Final = 500
NAMES_SHOWN: Final = 60
"""Characters of the postcodes or areas of a zone."""


@public_form
@in_shop
def order(request: HttpRequest, visit: Visit) -> HttpResponse:
    sent = request.method == "POST"
    data = request.POST if sent else request.GET
    full = bool(visit.wanted)  # read first: the order that empties the cart is found below
    if sent and (made := ordering.made_with(_key(data), visit.now)):
        return see(wording.order_path(made))
    if not full:
        return see(visit.url("shop_cart"))
    handing, unsure = _handing(visit, data)
    if unsure:
        return _how_page(visit, handing)
    try:
        bill = ordering.bill_for(visit.shop, visit.wanted, _code(visit), handing, visit.now)
    except (NotDelivered, BelowMinimum) as refused:
        return _how_page(visit, handing, error=_refusal_words(visit, refused), status=422)
    except CouponRefused as refused:
        return cart_page(visit, note=coupon_words(refused), status=409)
    except (OutOfStock, EmptyCart):
        return cart_page(visit, status=409)
    return _placed(request, visit, handing, bill) if sent else _details(visit, _form(visit, handing, bill), bill)


def _handing(visit: Visit, data: Any) -> tuple[Handing, bool]:
    """What the address says of it, and whether it must be asked: several ways, or where to."""
    ways = ordering.ways(visit.shop)
    kind = str(data.get("way", ""))
    chosen = kind if kind in ways else ways[0]
    postcode, area = str(data.get("postcode", "")).strip()[:20], str(data.get("area", "")).strip()[:80]
    handing = Handing(chosen, postcode=postcode, area=area)
    unsure = (kind not in ways and len(ways) > 1) or "change" in data
    return handing, unsure or (chosen == Order.Handover.DELIVERY and not (postcode or area))


def _code(visit: Visit) -> str:
    return visit.cart.coupon if visit.cart else ""


def _key(data: Any) -> str:
    """The idempotency key in the stamp; empty for none of ours."""
    try:
        return read_stamp(str(data.get("stamp", "")))[1]
    except BadSignature:
        return ""


def _times(visit: Visit, handing: Handing, bill: Bill) -> list[windows.Free] | None:
    if not windows.has_windows(visit.shop, handing.kind):
        return None
    return windows.free(visit.shop, handing.kind, lead=bill.basket.lead, now=visit.now)


def _form(visit: Visit, handing: Handing, bill: Bill, data: Any = None) -> OrderForm:
    return OrderForm(data, shop=visit.shop, handing=handing, times=_times(visit, handing, bill))


def _placed(request: HttpRequest, visit: Visit, handing: Handing, bill: Bill) -> HttpResponse:
    """303 to the order; 422, 409 and 429 show the form again with everything that was typed."""
    form = _form(visit, handing, bill, request.POST)
    form.check_lines()
    if not form.is_valid():
        return _details(visit, form, bill, status=409 if form.has_error("start", code="invalid_choice") else 422)
    if form.is_trapped:
        return see(f"/o/{signing.token('order', 0, 0)}")  # looks like success, and is nowhere
    try:
        return see(wording.order_path(_place(request, visit, form)))
    except TooMany as reached:
        return limits.answer(reached, form, lambda status: _details(visit, form, bill, status=status))
    except Changed as changed:
        words = _("Something has changed since you looked. Please check it and order once more.")
        form.add_error(None, words)
        return _details(visit, form, bill, differences=changed.differences, status=409)
    except OutOfStock:
        return cart_page(visit, note=_("Somebody else was quicker. Nothing is ordered yet."), status=409)
    except CouponRefused as refused:
        return cart_page(visit, note=coupon_words(refused), status=409)
    except Refused as refused:
        form.add_error(None, _refusal_words(visit, refused))
        status = 422 if isinstance(refused, TooManyOpen) else 409
        return _details(visit, form, bill, status=status)


def _place(request: HttpRequest, visit: Visit, form: OrderForm) -> Order:
    buyer = form.buyer(visit.language)
    people = [one for one in (buyer.email, buyer.phone) if one]
    limit(request, "order", card=visit.card.pk, an_hour=AN_HOUR, card_an_hour=CARD_AN_HOUR, to=people)
    return ordering.place(
        wanted=visit.wanted,
        code=_code(visit),
        buyer=buyer,
        handing=form.handed(),
        shown=quoting.unseal(request.POST.get("shown", "")),
        key=form.key,
        card=visit.card,
        now=visit.now,
        cart=visit.cart,
    )


def _details(
    visit: Visit, form: OrderForm, bill: Bill, *, differences: Sequence[Difference] = (), status: int = 200
) -> HttpResponse:
    times = form.fields.get("start")
    context = {
        "form": form,
        "lines": lines_of(visit, bill.basket),
        "sums": sums_of(visit, bill),
        "shown": quoting.seal(bill),
        "handing": form.handing,
        "way": Order.Handover(form.handing.kind).label,
        "place": _place_words(visit, form.handing),
        "several": len(ordering.ways(visit.shop)) > 1 or form.handing.kind == Order.Handover.DELIVERY,
        "no_time": times is not None and len(getattr(times, "choices", [])) < 2,
        "closed": times is None and not windows.is_open(visit.shop, visit.now),
        "payment": visit.shop.payment_text,
        "policies": visit.shop.policies,
        "differences": differences,
    }
    return answer("order.html", _("Your order"), context, visit, status=status)


def _place_words(visit: Visit, handing: Handing) -> str:
    if handing.kind == Order.Handover.PICKUP:
        return visit.shop.pickup_place or visit.shop.workspace.address
    return " ".join(one for one in (handing.postcode, handing.area) if one)


def _how_page(visit: Visit, handing: Handing, *, error: str = "", status: int = 200) -> HttpResponse:
    """Pick-up or delivery, and where to; GET forms, for they change nothing."""
    ways, zones = ordering.ways(visit.shop), quoting.all_zones()
    context = {
        "pickup": Order.Handover.PICKUP in ways,
        "place": _place_words(visit, Handing(Order.Handover.PICKUP)),
        "handing": handing,
        "areas": list(dict.fromkeys(name for zone in zones if zone.kind == "area" for name in zone.names)),
        "by_postcode": any(zone.kind == "postcode" for zone in zones),
        "zones": [(_where(zone), _zone_words(visit, zone)) for zone in zones]
        if Order.Handover.DELIVERY in ways
        else [],
        "error": error,
    }
    return answer("how.html", _("Pick-up or delivery"), context, visit, status=status)


def _where(zone: Zone) -> str:
    """ "Near Leeds (LS6, LS7)"; many are not listed."""
    names = ", ".join(zone.names)
    return f"{zone.title} ({names})" if len(names) <= NAMES_SHOWN and names != zone.title else zone.title


def _zone_words(visit: Visit, zone: Zone) -> str:
    words = said(visit, zone.fee) if zone.fee else _("free")
    if zone.free_over is not None and zone.fee:
        words = _("%(fee)s, free over %(over)s") % {"fee": words, "over": said(visit, zone.free_over)}
    if zone.minimum:
        words = _("%(words)s, from %(minimum)s") % {"words": words, "minimum": said(visit, zone.minimum)}
    return words


def _refusal_words(visit: Visit, refused: Refused) -> str:
    if isinstance(refused, BelowMinimum):
        return _("Orders there begin at %(minimum)s.") % {"minimum": said(visit, refused.minimum)}
    if isinstance(refused, NotDelivered):
        return _("We do not deliver there. Check the postcode, or ask us.")
    if isinstance(refused, NotSelling):
        return _("The shop is closed just now. Your cart is kept; try again when it is open.")
    if isinstance(refused, WindowTaken):
        return _("This time is not free any more. Choose another; nothing you typed is lost.")
    if isinstance(refused, TooManyOpen):
        return _("You have %(limit)d orders here that wait for an answer. Ask the shop first.") % {
            "limit": refused.limit
        }
    return _("This cannot be ordered like this. Please check it.")
