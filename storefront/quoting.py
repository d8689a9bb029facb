"""From a cart to what it costs now: its lines resolved, delivery and coupon included (S7, S13, S16, S17)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

from django.core import signing
from django.utils.translation import gettext as _

from cardsite.kit import money
from storefront import pricing, selling, stock, zones
from storefront.choosing import Wanted, again
from storefront.models import Coupon, DeliveryZone, Order, Product, Shop, Variant
from storefront.offer import Addon, OrderLine, Written
from storefront.pricing import Discount, Item, Quote, Tax
from storefront.refusals import BelowMinimum, CouponRefused, Difference, Impossible, NotDelivered, Short
from storefront.zones import Zone

_SALT: Final = "cardsite.storefront.shown"

Shown: TypeAlias = dict[str, Any]
"""The figures of a bill as they stood on the page; the browser carries them, signed, and they decide nothing (S7)."""


@dataclass(frozen=True)
class Line:
    """One line of a cart as it is today. `gone` when it cannot be bought like this any more."""

    wanted: Wanted
    title: str
    choice: str = ""
    product: Product | None = None
    variant: Variant | None = None
    addons: tuple[Addon, ...] = ()
    texts: tuple[Written, ...] = ()
    unit: int = 0
    rate: int = 0

    @property
    def gone(self) -> bool:
        return self.product is None


@dataclass(frozen=True)
class Basket:
    """`lines` in the order they were put in; `good` those that can be ordered."""

    shop: Shop
    lines: tuple[Line, ...]

    @property
    def good(self) -> list[Line]:
        return [line for line in self.lines if not line.gone]

    @property
    def lead(self) -> int:
        """Minutes: the longest of what is in it (S17)."""
        return max((selling.lead_of(line.product, self.shop) for line in self.lines if line.product), default=0)

    @property
    def short(self) -> list[Short]:
        """Counted variants of which there is less than wanted; the same on several lines is summed (S10)."""
        numbers: dict[int, int] = {}
        found: dict[int, Variant] = {}
        for line in self.lines:
            if line.variant is not None and line.variant.stock is not None:
                numbers[line.variant.pk] = numbers.get(line.variant.pk, 0) + line.wanted.quantity
                found[line.variant.pk] = line.variant
        return [
            Short(pk, stock.title_of(one), numbers[pk], one.stock or 0)
            for pk, one in found.items()
            if numbers[pk] > (one.stock or 0)
        ]


@dataclass(frozen=True)
class Bill:
    """What is to be paid. `zone` is where it is brought."""

    basket: Basket
    quote: Quote
    zone: Zone | None = None
    coupon: Coupon | None = None

    @property
    def lines(self) -> list[OrderLine]:
        """As they are agreed when the order is placed: copies of everything said (S13)."""
        return [
            OrderLine(
                variant=line.variant.pk if line.variant else None,
                product=line.product.pk if line.product else None,
                title=line.title,
                choice=line.choice,
                sku=(line.variant.sku if line.variant else "") or (line.product.sku if line.product else ""),
                addons=line.addons,
                texts=line.texts,
                unit=line.unit,
                quantity=line.wanted.quantity,
                rate=line.rate,
                amount=priced.amount,
                discount=priced.discount,
                tax=priced.tax,
            )
            for line, priced in zip(self.basket.good, self.quote.lines, strict=True)
        ]


def basket(shop: Shop, wanted: Sequence[Wanted]) -> Basket:
    """Two queries, however many lines."""
    rows = Product.objects.get_queryset().shown().filter(variants__in=[one.variant for one in wanted])
    products = list(rows.distinct().prefetch_related("variants"))
    by_variant = {variant.pk: (product, variant) for product in products for variant in product.variants.all()}
    return Basket(shop, tuple(_line(shop, one, by_variant) for one in wanted))


def bill(basket: Basket, *, coupon: Coupon | None = None, zone: Zone | None = None) -> Bill:
    shop, good = basket.shop, basket.good
    discount = Discount(coupon.share, coupon.amount) if coupon else None
    goods = sum(line.unit * line.wanted.quantity for line in good)
    fee = zone.fee_for(goods - pricing.reduction(goods, discount)) if zone else 0
    quote = pricing.quote(
        [Item(line.unit, line.wanted.quantity, line.rate) for line in good],
        tax=Tax(shop.tax),
        discount=discount,
        delivery=fee,
        delivery_rate=shop.tax_rate,
    )
    return Bill(basket, quote, zone, coupon)


def goods_of(basket: Basket) -> int:
    return sum(line.unit * line.wanted.quantity for line in basket.good)


def usable(coupon: Coupon | None, goods: int, today: date) -> Coupon:
    """Raises `CouponRefused`."""
    if coupon is None or not coupon.active:
        raise CouponRefused("unknown")
    if coupon.starts_on and today < coupon.starts_on:
        raise CouponRefused("early")
    if coupon.ends_on and today > coupon.ends_on:
        raise CouponRefused("over")
    if coupon.limit is not None and coupon.used >= coupon.limit:
        raise CouponRefused("used up")
    if goods < coupon.minimum:
        raise CouponRefused("minimum")
    return coupon


def all_zones() -> list[Zone]:
    """In the order of their priority."""
    fields = ("pk", "title", "kind", "names", "fee", "minimum", "free_over")
    return [Zone(*row) for row in DeliveryZone.objects.values_list(*fields)]


def zone_for(handover: str, *, postcode: str, area: str) -> Zone | None:
    """None when nothing is brought. Raises `NotDelivered`."""
    if handover != Order.Handover.DELIVERY:
        return None
    found = zones.match(all_zones(), postcode=postcode, area=area)
    if found is None:
        raise NotDelivered
    return found


def check_minimum(made: Bill) -> None:
    """Raises `BelowMinimum`."""
    if made.zone and made.quote.goods - made.quote.discount < made.zone.minimum:
        raise BelowMinimum(made.zone.minimum)


def shown(made: Bill) -> Shown:
    quote = made.quote
    lines = {line.wanted.key: [line.title, line.unit, line.wanted.quantity] for line in made.basket.good}
    return {
        "lines": lines,
        "discount": quote.discount,
        "delivery": quote.delivery,
        "tax": quote.tax,
        "total": quote.total,
        "currency": made.basket.shop.currency,
    }


def seal(made: Bill) -> str:
    """For a hidden field."""
    return signing.dumps(shown(made), salt=_SALT, compress=True)


def unseal(text: str) -> Shown:
    """Empty for what is not ours: then nothing was shown, and the page shows it."""
    try:
        found = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return {}
    return found if isinstance(found, dict) else {}


def differences(before: Shown, made: Bill, language: str) -> list[Difference]:
    """What the buyer saw and what is true now, in words; empty when nothing differs."""
    now, currency = shown(made), made.basket.shop.currency

    def said(minor: int) -> str:
        return money.spoken(minor, currency, language)

    found = list(_line_differences(before.get("lines", {}), now["lines"], said))
    parts = {"discount": _("Discount"), "delivery": _("Delivery"), "tax": _("Tax"), "total": _("Total")}
    found += [
        Difference(label, said(before[part]) if part in before else "–", said(now[part]))
        for part, label in parts.items()
        if before.get(part) != now[part]
    ]
    if before and before.get("currency") != currency:
        found.append(Difference(_("Currency"), str(before.get("currency", "")), currency))
    return found


def _line_differences(before: Mapping[str, Any], now: Mapping[str, Any], said: Any) -> list[Difference]:
    found = []
    for key in before.keys() | now.keys():
        title, unit, number = before.get(key) or now[key]
        if key not in now:
            found.append(Difference(title, said(unit * number), _("not offered any more")))
        elif key not in before or before[key][1:] != now[key][1:]:
            was = said(unit * number) if key in before else "–"
            found.append(Difference(title, was, said(now[key][1] * now[key][2])))
    return sorted(found, key=lambda one: one.what)


def _line(shop: Shop, wanted: Wanted, known: Mapping[int, tuple[Product, Variant]]) -> Line:
    if wanted.variant not in known:
        return Line(wanted, _("A product that is not offered any more"))
    product, variant = known[wanted.variant]
    kept = [one for one in product.variants.all() if one.archived_at is None]
    try:
        wanted = again(wanted, product, kept)
    except Impossible:
        return Line(wanted, product.title, variant.title)
    if selling.way_of(product, shop) != selling.CART:
        return Line(wanted, product.title, variant.title)
    addons = _addons(wanted, product)
    writings = [one for one in product.writings if one.key in wanted.texts]
    extra = sum(one.price for one in addons) + sum(one.price for one in writings)
    return Line(
        wanted,
        product.title,
        variant.title,
        product,
        variant,
        tuple(addons),
        tuple(Written(label=one.label, text=wanted.texts[one.key]) for one in writings),
        selling.unit_price(product, variant) + extra,
        selling.rate_of(product, shop),
    )


def _addons(wanted: Wanted, product: Product) -> list[Addon]:
    known = {f"{group.key}-{one.key}": one for group in product.addons for one in group.choices}
    return [Addon(title=known[key].title, price=known[key].price) for key in wanted.addons]
