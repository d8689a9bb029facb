"""Tables of the storefront app, one module a subject."""

from storefront.models.cart import Cart
from storefront.models.importing import ProductImport
from storefront.models.order import LedgerEntry, Order, OrderEvent, Reservation, Revision
from storefront.models.product import Category, Product, ProductPhoto, Variant
from storefront.models.shop import Coupon, DeliveryZone, Shop

__all__ = [
    "Cart",
    "Category",
    "Coupon",
    "DeliveryZone",
    "LedgerEntry",
    "Order",
    "OrderEvent",
    "Product",
    "ProductImport",
    "ProductPhoto",
    "Reservation",
    "Revision",
    "Shop",
    "Variant",
]
