"""Another currency for a shop: amounts keep their figures, so it must have as many decimals (S14)."""

from django.db.models import Q

from cardsite.kit import money
from storefront.models import Coupon, DeliveryZone, Product, Shop
from storefront.models.product import ProductQuerySet
from storefront.refusals import OtherDecimals


def check(shop: Shop, currency: str) -> None:
    """Raises `OtherDecimals` where amounts stand that would become a hundred times another: 24.00 is kept as 2400."""
    if money.decimals(currency) == money.decimals(shop.currency):
        return
    products = list(priced().values_list("title", flat=True))
    zones = DeliveryZone.objects.filter(Q(fee__gt=0) | Q(minimum__gt=0) | Q(free_over__isnull=False)).exists()
    coupons = Coupon.objects.filter(active=True).filter(Q(amount__gt=0) | Q(minimum__gt=0)).exists()
    if products or zones or coupons:
        raise OtherDecimals(currency, products, zones=zones, coupons=coupons)


def priced() -> ProductQuerySet:
    """Products that say a price, also those out of use: they can come back."""
    return Product.objects.get_queryset().exclude(price_kind=Product.PriceKind.REQUEST)
