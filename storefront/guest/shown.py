"""Products as visitors see them: on the card, in the catalogue, on a page of their own."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cards.markdown import to_html
from cards.models import Card
from cards.shown_photos import ShownPhoto, shown
from storefront import selling, wording
from storefront.models import Product, ProductPhoto, Shop, Variant
from storefront.models.product import ProductQuerySet


@dataclass(frozen=True)
class ShownProduct:
    """`ask` opens a prepared chat; empty where there is none."""

    slug: str
    title: str
    price: str
    url: str
    photo: ShownPhoto | None
    way: str
    sold_out: bool
    ask: str

    @property
    def note(self) -> str:
        return _("Sold out") if self.sold_out else ""


def with_parts(products: ProductQuerySet) -> QuerySet[Product]:
    """What is shown of each: variants and pictures, in two queries more."""
    return products.prefetch_related(
        Prefetch("variants", Variant.objects.filter(archived_at__isnull=True), to_attr="kept_variants"),
        Prefetch("pictures", ProductPhoto.objects.select_related("photo"), to_attr="shown_pictures"),
    )


@dataclass(frozen=True)
class Goods:
    """A list of products; without a single picture it is one of rows, no wall of letters."""

    products: list[ShownProduct]

    @property
    def pictured(self) -> bool:
        return any(one.photo for one in self.products)


def goods(products: Iterable[Product], shop: Shop, card: Card, language: str) -> Goods:
    return Goods([shown_product(product, shop, card, language) for product in products])


def shown_product(product: Product, shop: Shop, card: Card, language: str) -> ShownProduct:
    """Of a product that comes from `with_parts`."""
    variants: list[Variant] = product.kept_variants  # type: ignore[attr-defined]
    url = reverse("shop_product", args=[card.handle, product.slug])
    way = selling.way_of(product, shop)
    return ShownProduct(
        slug=product.slug,
        title=product.title,
        price=selling.price_words(product, variants, shop, language),
        url=url,
        photo=next(iter(pictures(product)), None),
        way=way,
        sold_out=way == selling.CART and selling.is_sold_out(variants),
        ask=wording.asking(shop, product, "", f"{settings.BASE_URL}{url}") if way == selling.ASK else "",
    )


def pictures(product: Product) -> list[ShownPhoto]:
    rows: list[ProductPhoto] = product.shown_pictures  # type: ignore[attr-defined]
    found = [shown(row.photo, alt=row.alt or product.title) for row in rows]
    return [one for one in found if one]


def text_of(product: Product) -> SafeString | str:
    return to_html(product.text) if product.text else ""
