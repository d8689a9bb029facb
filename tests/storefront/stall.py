"""Shops, products and orders for tests, made as the program makes them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

from django.utils.text import slugify

from cards.models import Card
from storefront import importing, ordering, quoting
from storefront.choosing import Wanted
from storefront.models import Coupon, DeliveryZone, Order, Product, ProductImport, Shop, Variant
from storefront.ordering import Buyer, Handing
from workspaces.models import User

NOW: Final = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
"""A Monday."""

SATURDAYS: Final = [[], [], [], [], [], ["09:00-12:00"], []]
_keys = count(1)


def make_shop(**over: Any) -> Shop:
    """In the open workspace: a cart, no tax, pick-up at any time, prices in EUR."""
    fields = {"currency": "EUR", "zone": "UTC", "whatsapp": "+447700900123", "pickup_place": "1 Mill Lane"}
    return Shop.objects.create(**(fields | over))


def make_product(
    title: str = "Cake", price: int | None = 2400, *, variants: Sequence[dict[str, Any]] = (), **over: Any
) -> Product:
    """With one variant, or those given; `stock` and `sku` of the one variant may be given here."""
    alone = {name: over.pop(name) for name in ("stock",) if name in over}
    fields: dict[str, Any] = {"title": title, "slug": slugify(title), "price": price, "folded": title.casefold()}
    product = Product.objects.create(**(fields | over))
    for position, values in enumerate(variants or [alone]):
        Variant.objects.create(product=product, **({"position": position} | values))
    return product


def make_sizes(title: str = "Cake", **over: Any) -> Product:
    """A product in two sizes: small for 24.00, large for 36.00."""
    values = [{"key": "s", "title": "Small"}, {"key": "l", "title": "Large"}]
    options = [{"key": "size", "title": "Size", "values": values}]
    variants: list[dict[str, Any]] = [
        {"choice": "s", "title": "Small"},
        {"choice": "l", "title": "Large", "price": 3600},
    ]
    return make_product(title, variants=variants, options_json=options, **over)


def variant(product: Product, choice: str = "") -> Variant:
    return Variant.objects.get(product=product, choice=choice)


def wanted(product: Product, quantity: int = 1, choice: str = "", **over: Any) -> Wanted:
    return Wanted(variant=variant(product, choice).pk, quantity=quantity, **over)


def make_coupon(code: str = "TEN", **over: Any) -> Coupon:
    return Coupon.objects.create(**({"code": code, "share": 1000} | over))


def make_zone(title: str = "Near", **over: Any) -> DeliveryZone:
    return DeliveryZone.objects.create(**({"title": title, "names": ["SE1"], "fee": 300} | over))


def make_order(*lines: Wanted, card: Card | None = None, now: datetime = NOW, **over: Any) -> Order:
    """By a visitor, at the prices there are. `over`: fields of buyer and handing, `code` and `key`."""
    number = next(_keys)
    handing = Handing(
        **{name: over.pop(name) for name in ("kind", "address", "postcode", "area", "start") if name in over}
        or {"kind": "pickup"}
    )
    code, key = over.pop("code", ""), over.pop("key", f"key-{number}")
    buyer = Buyer(
        **({"name": "Bea Buyer", "phone": f"+4477009{number:05}", "email": f"bea{number}@buyer.example"} | over)
    )
    bill = ordering.bill_for(Shop.objects.select_related("workspace").get(), lines, code, handing, now)
    return ordering.place(
        wanted=lines, code=code, buyer=buyer, handing=handing, shown=quoting.shown(bill), key=key, card=card, now=now
    )


def make_upload(title: str = "Cake", *, by: User, name: str = "") -> ProductImport:
    """A file with one new product, looked at and not yet put in."""
    shop = Shop.objects.select_related("workspace").get()
    data = f"title,price,stock\n{title} from a file,24,x\n{title} in a file,24,5\n".encode()
    return importing.check(shop=shop, name=name or f"{title}.csv", data=data, by=by, now=NOW)
