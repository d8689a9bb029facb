"""The catalogue and the page of a product; POST puts it into the cart."""

from typing import Final

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cards.public_pages import see
from cardsite.kit.throttle import TooMany
from storefront import carts, choosing, selling
from storefront.guest.catalogue import page_of
from storefront.guest.door import Visit, answer, in_shop, keep_cart
from storefront.guest.product_page import asking_url, chosen_so_far, product_page
from storefront.guest.shown import with_parts
from storefront.models import Product, Variant
from storefront.refusals import Impossible, Wrong
from workspaces.public_form import limit, public_form

ADDED_AN_HOUR: Final = 300
"""From one network address; a family shops behind one."""

CARD_AN_HOUR: Final = 5000


@in_shop
def catalogue(request: HttpRequest, visit: Visit) -> HttpResponse:
    """By category, or what a search finds; a page at a time."""
    found = page_of(visit, request.GET)
    return answer("catalogue.html", visit.shop.name, {"found": found}, visit, indexed=not found.asked)


@public_form
@in_shop
def product(request: HttpRequest, visit: Visit, product: str) -> HttpResponse:
    """One product with everything to choose. Choices in the address are filled in, so a link can carry them."""
    found = with_parts(Product.objects.get_queryset().shown().filter(slug=product)).first()
    if found is None:
        return answer(
            "catalogue.html", visit.shop.name, {"found": page_of(visit, {}), "missing": True}, visit, status=404
        )
    if request.method == "POST":
        return _add(request, visit, found)
    return product_page(visit, found, chosen_so_far(found, request.GET))


def _add(request: HttpRequest, visit: Visit, product: Product) -> HttpResponse:
    """303 to the cart, or to a chat that asks; 422 shows the form again with what was chosen."""
    chosen = chosen_so_far(product, request.POST)
    variants: list[Variant] = product.kept_variants  # type: ignore[attr-defined]
    try:
        wanted = choosing.choose(product, variants, request.POST)
        if selling.way_of(product, visit.shop) == selling.ASK:
            return see(asking_url(visit, product, wanted))
        if selling.way_of(product, visit.shop) != selling.CART:
            raise BadRequest("nothing is sold here")
        limit(request, "cart", card=visit.card.pk, an_hour=ADDED_AN_HOUR, card_an_hour=CARD_AN_HOUR)
        secret = visit.secret if visit.cart else carts.new_secret()
        carts.add(secret=secret, wanted=wanted, now=visit.now)
    except Wrong as wrong:
        raise BadRequest("no quantity") from wrong
    except Impossible as refused:
        words = _("The cart is full. Order what is in it first.") if refused.reason == "full" else refused.reason
        return product_page(visit, product, chosen, errors={refused.field: words}, status=422)
    except TooMany as reached:
        words = _("That was very often. Please try again later.")
        response = product_page(visit, product, chosen, errors={"quantity": words}, status=429)
        response["Retry-After"] = str(reached.retry_after)
        return response
    return keep_cart(see(f"{visit.url('shop_cart')}?added={wanted.key}"), visit, secret)
