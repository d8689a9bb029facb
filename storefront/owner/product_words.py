"""Products in words for their owner: the rows of the list, what a change means to visitors, a page to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cards.shown_photos import ShownPhoto, shown
from cardsite.kit import money
from storefront import selling
from storefront.models import Product, ProductPhoto, Shop, Variant
from storefront.owner import percents
from storefront.owner.product_quick import QuickForm

_CHANGED: Final[dict[str, str | Promise]] = {
    "title": gettext_lazy("title"),
    "text": gettext_lazy("description"),
    "category": gettext_lazy("category"),
    "way": gettext_lazy("how it is sold"),
    "price_kind": gettext_lazy("price"),
    "price": gettext_lazy("price"),
    "lead": gettext_lazy("how long ahead it is ordered"),
    "tax_rate": gettext_lazy("tax"),
    "sku": gettext_lazy("SKU"),
    "hidden": gettext_lazy("whether it is shown"),
    "slug": gettext_lazy("address"),
    "addons_json": gettext_lazy("add-ons"),
    "writings_json": gettext_lazy("what is written on it"),
    "variants": gettext_lazy("variants and stock"),
    "pictures": gettext_lazy("pictures"),
}


@dataclass(frozen=True)
class Line:
    """One product in the list. `marks` is what is unusual about it; `quick` its price and stock, to be changed. `up`
    and `down` are those it can be moved past.
    """

    product: Product
    photo: ShownPhoto | None
    price: str
    stock: str
    marks: list[str]
    quick: QuickForm | None
    up: Product | None
    down: Product | None


def line(
    product: Any,
    shop: Shop,
    language: str,
    quick: QuickForm | None,
    around: tuple[Product | None, Product | None],
) -> Line:
    """Of a product that comes from `with_parts`."""
    variants: list[Variant] = product.kept_variants
    pictures: list[ProductPhoto] = product.shown_pictures
    return Line(
        product=product,
        photo=shown(pictures[0].photo, alt="") if pictures else None,
        price=selling.price_words(product, variants, shop, language),
        stock=_stock(variants),
        marks=_marks(product, variants),
        quick=quick,
        up=around[0],
        down=around[1],
    )


def _stock(variants: Sequence[Variant]) -> str:
    """ "3 variants", "3 variants · 12 in stock", "12 in stock"; empty where nothing is counted."""
    said = []
    if len(variants) > 1:
        number = len(variants)
        said.append(ngettext("%(number)d variant", "%(number)d variants", number) % {"number": number})
    counted = [one.stock for one in variants if one.stock is not None]
    if counted:
        said.append(_("%(number)d in stock") % {"number": sum(counted)})
    return " · ".join(said)


def _marks(product: Product, variants: Sequence[Variant]) -> list[str]:
    found = [_("Hidden")] if product.hidden else []
    if selling.is_sold_out(variants):
        return [*found, _("Sold out")]
    few = any(one.stock is not None and one.stock <= selling.FEW for one in variants)
    return [*found, _("Running low")] if few else found


def saved(changed: Sequence[str]) -> str:
    """ "Saved: title, price." """
    if not changed:
        return _("Nothing was changed.")
    words = dict.fromkeys(str(_CHANGED[name]) for name in changed)
    return _("Saved: %(what)s.") % {"what": ", ".join(words)}


def facts(product: Any, shop: Shop, language: str) -> list[tuple[str, str]]:
    """Label and value of what matters, for who may look and not change."""
    variants: list[Variant] = product.kept_variants
    found = [
        (_("Price"), selling.price_words(product, variants, shop, language)),
        (_("How it is sold"), str(dict(Shop.Way.choices)[selling.way_of(product, shop)])),
        (_("Category"), str(product.category or "")),
        (_("Stock"), _stock(variants)),
        (_("Variants"), "; ".join(_variant(product, one, shop, language) for one in variants if one.title)),
        (_("Add-ons"), ", ".join(one.title for group in product.addons for one in group.choices)),
        (_("Write on it"), ", ".join(one.label for one in product.writings)),
        (_("SKU"), product.sku),
        (_("Tax rate"), "" if product.tax_rate is None else f"{percents.typed(product.tax_rate, language)} %"),
        (_("Shown"), "" if not product.hidden else _("Hidden from visitors")),
    ]
    return [(label, value) for label, value in found if value]


def _variant(product: Product, variant: Variant, shop: Shop, language: str) -> str:
    price = money.spoken(selling.unit_price(product, variant), shop.currency, language)
    return f"{variant.title} {price}"
