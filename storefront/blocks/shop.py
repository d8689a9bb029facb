"""Block "shop": the way into the whole catalogue, by category."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.blocks.kind import BlockKind, Body, Group, OfferedAct
from cards.content import Document, MainAct, ShortLine
from cards.models import Card
from storefront.models import Category, Product, Shop
from storefront.shops import shop_here


class ShopBody(Body):
    heading: ShortLine = ""


class ShopForm(forms.Form):
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Left empty, it says “Shop”."),
    )


def context(_document: Document, body: ShopBody, card: Card) -> dict[str, Any]:
    """Nothing while there is nothing in it."""
    if not address(card):
        return {}
    here = reverse("shop", args=[card.handle])
    filled = Product.objects.get_queryset().shown().filter(category=OuterRef("pk"))
    categories = [(one.title, f"{here}?category={one.slug}") for one in Category.objects.filter(Exists(filled))[:20]]
    return {"heading": body.heading or _("Shop"), "url": here, "categories": categories}


def address(card: Card) -> str:
    """Where "Order" leads; empty while there is nothing to see."""
    shown = Product.objects.get_queryset().shown()
    return reverse("shop", args=[card.handle]) if shop_here() and shown.exists() else ""


def order_address(card: Card) -> str:
    """Empty for a shop where nothing is ordered."""
    shop = shop_here()
    return address(card) if shop and shop.way == Shop.Way.CART else ""


block = BlockKind(
    "shop",
    gettext_lazy("Shop"),
    ShopBody,
    ShopForm,
    "storefront/blocks/shop.html",
    context,
    single=True,
    offers=OfferedAct(MainAct.ORDER, gettext_lazy("Order"), order_address),
    css=("css/card-shop.css",),
    source=("products", gettext_lazy("Change products and shop")),
    group=Group.SELL,
    icon="shop",
    says=gettext_lazy("The way into your whole shop."),
)
