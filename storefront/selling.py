"""How a product is sold, for how much, and whether it can be had (S0, S10)."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _

from cardsite.kit import money
from storefront.models import Product, Shop, Variant

LOOK, ASK, CART = Shop.Way.LOOK, Shop.Way.ASK, Shop.Way.CART

FEW: Final = 5
"""So little left that it is said."""


def way_of(product: Product, shop: Shop) -> str:
    """The product's own way, else the shop's. What has no exact price is asked for, never put into a cart; without a
    number there is no chat to ask in.
    """
    way = product.way or shop.way
    if way == CART and product.price_kind != Product.PriceKind.EXACT:
        way = ASK
    return LOOK if way == ASK and not shop.whatsapp else way


def unit_price(product: Product, variant: Variant) -> int:
    """Minor units, without add-ons."""
    return variant.price if variant.price is not None else product.price or 0


def rate_of(product: Product, shop: Shop) -> int:
    """Basis points."""
    return product.tax_rate if product.tax_rate is not None else shop.tax_rate


def lead_of(product: Product, shop: Shop) -> int:
    """Minutes between ordering and handing over."""
    return product.lead if product.lead is not None else shop.lead


def is_sold_out(variants: Iterable[Variant]) -> bool:
    return all(variant.stock == 0 for variant in variants)


def price_words(product: Product, variants: Sequence[Variant], shop: Shop, language: str) -> str:
    """ "12 €", "From 9 €", "Price on request"."""
    if product.price_kind == Product.PriceKind.REQUEST:
        return _("Price on request")
    prices = {unit_price(product, variant) for variant in variants} or {product.price or 0}
    said = money.spoken(min(prices), shop.currency, language)
    several = product.price_kind == Product.PriceKind.FROM or len(prices) > 1
    return _("From %(price)s") % {"price": said} if several else said
