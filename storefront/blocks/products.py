"""Block "products": a few chosen ones, sold as the shop sells them (S0)."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.blocks.kind import BlockKind, Body, Group
from cards.content import Document, ShortLine
from cards.models import Card
from storefront.guest.shown import goods, with_parts
from storefront.models import Product
from storefront.shops import shop_here

MOST = 12


class Products(Body):
    """`products` are parts of addresses, in the order chosen; none: the first of the shop."""

    heading: ShortLine = ""
    products: tuple[ShortLine, ...] = ()


class ProductChoice(forms.MultipleChoiceField):
    """One that was archived meanwhile stays chosen in the form; the card leaves it out."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=_products, **kwargs)

    def valid_value(self, value: Any) -> bool:
        return len(str(value)) <= 80

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > MOST:
            raise forms.ValidationError(_("Choose at most %(number)d.") % {"number": MOST})


def _products() -> list[tuple[str, str]]:
    return list(Product.objects.get_queryset().shown().values_list("slug", "title")[:500])


class ProductsForm(forms.Form):
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Left empty, it says “Products”."),
    )
    products = ProductChoice(
        label=gettext_lazy("Which"),
        required=False,
        help_text=gettext_lazy("At most twelve. None chosen: the first six of your shop."),
    )


def context(document: Document, body: Products, card: Card) -> dict[str, Any]:
    shop = shop_here()
    if shop is None:
        return {}
    rows = Product.objects.get_queryset().shown()
    if body.products:
        place = {slug: number for number, slug in enumerate(body.products)}
        found = sorted(with_parts(rows.filter(slug__in=body.products)), key=lambda one: place[one.slug])
    else:
        found = list(with_parts(rows)[:6])
    if not found:
        return {}
    return {
        "heading": body.heading or _("Products"),
        "goods": goods(found, shop, card, document.language),
        "all": "" if _has_shop(document) else reverse("shop", args=[card.handle]),
    }


def _has_shop(document: Document) -> bool:
    """The whole catalogue has a block of its own, which leads there."""
    return any(placed.kind == "shop" and not placed.hidden for placed in document.blocks)


block = BlockKind(
    "products",
    gettext_lazy("Products"),
    Products,
    ProductsForm,
    "storefront/blocks/products.html",
    context,
    css=("css/card-shop.css",),
    source=("products", gettext_lazy("Change products")),
    group=Group.SELL,
    icon="order",
    says=gettext_lazy("A few chosen products with pictures and prices."),
)
