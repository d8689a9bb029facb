"""Into the shop of a card, with the buyer's cart; and how its pages are answered."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from cards import public_pages
from cards.addresses import at_address
from cards.content import Document
from cards.head import NOINDEX, robots
from cards.models import Card, Publication
from cards.public_pages import in_its_language
from storefront import carts, windows
from storefront.choosing import Wanted
from storefront.models import Cart, Shop
from storefront.models.cart import KEPT
from storefront.shops import shop_here

SHEETS: Final = ("css/card-shop.css",)


@dataclass(frozen=True)
class Visit:
    """A visitor in a shop: whose card, and what the cookie of their cart says."""

    card: Card
    document: Document
    shop: Shop
    now: datetime
    secret: str

    @property
    def language(self) -> str:
        return self.document.language

    @cached_property
    def cart(self) -> Cart | None:
        return carts.cart_of(self.secret, self.now)

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        return carts.lines_of(self.cart)

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.wanted)

    def url(self, name: str, *arguments: str) -> str:
        return reverse(name, args=[self.card.handle, *arguments])


def in_shop(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """`view(request, visit, …)` below a card whose workspace has a shop, in the card's language; else 404."""

    @at_address
    @in_its_language
    @wraps(view)
    def entered(request: HttpRequest, card: Card, publication: Publication, **rest: Any) -> HttpResponseBase:
        shop = shop_here()
        if shop is None:
            raise Http404
        secret = request.COOKIES.get(cookie_name(), "")
        return view(request, Visit(card, publication.content, shop, timezone.now(), secret[:100]), **rest)

    return entered


def answer(
    template: str, title: str, context: dict[str, Any], visit: Visit, *, status: int = 200, indexed: bool = False
) -> HttpResponse:
    """The page of a template of `storefront/guest/`, with the way to the cart. `indexed`: found like the card."""
    asked = robots(visit.card, visit.document, visit.now) if indexed else NOINDEX
    extra = {
        "robots": asked,
        "shop": visit.shop,
        "paused": windows.is_paused(visit.shop, visit.now),
        "shop_url": visit.url("shop"),
        "cart_url": visit.url("shop_cart"),
        "pieces": visit.pieces if visit.secret else 0,
    }
    response = public_pages.answer(
        f"storefront/guest/{template}",
        title,
        extra | context,
        document=visit.document,
        card=visit.card,
        sheets=SHEETS,
        status=status,
    )
    if not asked:
        del response["X-Robots-Tag"]
    return response


def cookie_name() -> str:
    return "__Secure-cart" if settings.BASE_URL.startswith("https://") else "cart"


def keep_cart(response: HttpResponse, visit: Visit, secret: str) -> HttpResponse:
    """The one cookie a shop sets: for this card's path, out of reach of scripts (A59)."""
    response.set_cookie(
        cookie_name(),
        secret,
        max_age=math.floor(KEPT.total_seconds()),
        path=f"/{visit.card.handle}",
        secure=settings.BASE_URL.startswith("https://"),
        httponly=True,
        samesite="Lax",
    )
    return response
