"""A cart and its bill as a buyer reads them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cards.shown_photos import ShownPhoto
from cardsite.kit import money
from storefront.guest.door import Visit
from storefront.guest.shown import pictures
from storefront.models import ProductPhoto
from storefront.pricing import Tax
from storefront.quoting import Basket, Bill
from storefront.refusals import CouponRefused, Short


@dataclass(frozen=True)
class ShownLine:
    key: str
    title: str
    choice: str
    details: list[str]
    quantity: int
    amount: str
    url: str
    photo: ShownPhoto | None
    gone: bool


def lines_of(visit: Visit, basket: Basket) -> list[ShownLine]:
    """One query more, for the pictures."""
    products = {line.product.pk: line.product for line in basket.good if line.product}
    rows = ProductPhoto.objects.filter(product__in=products).select_related("photo")
    for product in products.values():
        product.shown_pictures = [row for row in rows if row.product_id == product.pk]  # type: ignore[attr-defined]
    return [
        ShownLine(
            key=line.wanted.key,
            title=line.title,
            choice=line.choice,
            details=[f"+ {one.title}" for one in line.addons] + [f"{one.label}: “{one.text}”" for one in line.texts],
            quantity=line.wanted.quantity,
            amount=said(visit, line.unit * line.wanted.quantity) if not line.gone else "",
            url=visit.url("shop_product", line.product.slug) if line.product else "",
            photo=next(iter(pictures(line.product)), None) if line.product else None,
            gone=line.gone,
        )
        for line in basket.lines
    ]


def sums_of(visit: Visit, bill: Bill) -> list[tuple[str, str]]:
    """Label and amount from the goods to the total, which comes last but for the tax it contains."""
    quote, kind = bill.quote, Tax(visit.shop.tax)
    found = []
    if quote.discount or bill.zone or (quote.tax and kind is Tax.EXCLUSIVE):
        found.append((_("Goods"), said(visit, quote.goods)))
    if quote.discount:
        found.append((_("Discount"), f"−{said(visit, quote.discount)}"))
    if bill.zone:
        found.append((_("Delivery"), said(visit, quote.delivery) if quote.delivery else _("Free")))
    if quote.tax and kind is Tax.EXCLUSIVE:
        found.append((_("Tax"), said(visit, quote.tax)))
    found.append((_("Total"), said(visit, quote.total)))
    if quote.tax and kind is Tax.INCLUSIVE:
        found.append((_("Tax contained"), said(visit, quote.tax)))
    return found


def short_words(lines: Sequence[Short]) -> list[str]:
    """What is left of each line that wants more (S10)."""
    return [
        _("%(title)s: only %(left)d left.") % {"title": one.title, "left": one.left}
        if one.left
        else _("%(title)s: sold out.") % {"title": one.title}
        for one in lines
    ]


def coupon_words(refused: CouponRefused) -> str:
    words = {
        "early": _("This code does not count yet."),
        "over": _("This code does not count any more."),
        "used up": _("This code was used as often as it can be."),
        "minimum": _("This code needs a larger order."),
    }
    return words.get(refused.reason, _("There is no such code here."))


def said(visit: Visit, minor: int) -> str:
    return money.spoken(minor, visit.shop.currency, visit.language)
