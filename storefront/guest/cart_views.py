"""The cart: what is in it, changed line by line, a coupon, and the way to the order."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cards.public_pages import see
from storefront import carts, choosing, ordering, quoting, windows
from storefront.guest.bill_words import coupon_words, lines_of, short_words, sums_of
from storefront.guest.door import Visit, answer, in_shop
from storefront.refusals import CouponRefused, Wrong
from storefront.shops import coupon_code
from workspaces.public_form import public_form


@public_form
@in_shop
def cart(request: HttpRequest, visit: Visit) -> HttpResponse:
    """POST by `act`: `set` changes quantities, `remove <line>`, `coupon`, `nocoupon`; `order` goes on."""
    if request.method == "POST":
        return _change(request, visit)
    return cart_page(visit, added=request.GET.get("added", ""))


def cart_page(visit: Visit, *, note: str = "", added: str = "", status: int = 200) -> HttpResponse:
    """`added` is the key of the line that was just put in."""
    basket = quoting.basket(visit.shop, visit.wanted)
    coupon, refused = None, note
    if visit.cart and visit.cart.coupon:
        try:
            coupon = ordering.coupon_for(visit.shop, visit.cart.coupon, quoting.goods_of(basket), visit.now)
        except CouponRefused as reason:
            refused = note or coupon_words(reason)
    bill = quoting.bill(basket, coupon=coupon)
    context = {
        "lines": lines_of(visit, basket),
        "sums": sums_of(visit, bill),
        "coupon": coupon,
        "typed": visit.cart.coupon if visit.cart else "",
        "note": refused,
        "added": next((line.title for line in basket.good if line.wanted.key == added), ""),
        "short": short_words(basket.short),
        "can_order": bool(basket.good) and not basket.short,
        "closed": _closed_words(visit),
    }
    return answer("cart.html", _("Cart"), context, visit, status=status)


def _change(request: HttpRequest, visit: Visit) -> HttpResponse:
    act, _space, key = request.POST.get("act", "set").partition(" ")
    if visit.cart is None:
        return see(visit.url("shop_cart"))
    if act == "remove":
        carts.set_quantity(cart=visit.cart, key=key, quantity=0, now=visit.now)
    elif act in {"set", "order", "coupon", "nocoupon"}:
        _set_quantities(request, visit)
    else:
        raise BadRequest("unknown act")
    if act == "nocoupon":
        carts.set_coupon(cart=visit.cart, code="")
    elif act == "coupon":
        carts.set_coupon(cart=visit.cart, code=coupon_code(request.POST.get("code", "")))
    return see(visit.url("shop_order" if act == "order" else "shop_cart"))


def _set_quantities(request: HttpRequest, visit: Visit) -> None:
    """Fields `n-<line>`; 0 or empty takes the line out."""
    if visit.cart is None:
        return
    for line in visit.wanted:
        typed = request.POST.get(f"n-{line.key}")
        if typed is None or typed == str(line.quantity):
            continue
        try:
            number = 0 if typed in {"", "0"} else choosing.quantity(typed)
        except Wrong as wrong:
            raise BadRequest("no quantity") from wrong
        carts.set_quantity(cart=visit.cart, key=line.key, quantity=number, now=visit.now)


def _closed_words(visit: Visit) -> str:
    """Why nothing can be ordered for now; the cart stays (S18)."""
    shop = visit.shop
    if windows.is_open(shop, visit.now):
        return ""
    if windows.is_paused(shop, visit.now):
        return shop.pause_note or _("The shop is paused.")
    return _("The shop is closed just now.")
