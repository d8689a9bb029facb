"""The page of one product: pictures, words, everything to choose, and what it says of itself to link previews."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cards.markdown import to_plain
from cards.structured import ESCAPES
from cardsite.kit import money
from storefront import selling, wording
from storefront.choosing import Wanted
from storefront.guest.door import Visit, answer
from storefront.guest.shown import pictures, shown_product, text_of
from storefront.models import Product, Variant
from storefront.offer import QUANTITY_MAX


@dataclass(frozen=True)
class Pick:
    """One thing to pick: what is sent, what is read, what more it costs."""

    value: str
    title: str
    price: str = ""
    chosen: bool = False
    sold_out: bool = False


@dataclass(frozen=True)
class Part:
    """One question of the form, with its error. `kind`: one, several, text."""

    name: str
    title: str
    kind: str
    help: str = ""
    picks: list[Pick] = field(default_factory=list)
    value: str = ""
    longest: int = 0
    required: bool = False
    error: str = ""

    @property
    def target(self) -> str:
        """Id of what can take the focus: the control, of several the first."""
        return f"{self.name}-1" if self.picks else self.name


Chosen = Mapping[str, list[str]]


def chosen_so_far(product: Product, sent: QueryDict) -> Chosen:
    """What stands in the form, by field; the address may carry it too."""
    names = [f"o-{one.key}" for one in product.options] + [f"a-{one.key}" for one in product.addons]
    names += [f"t-{one.key}" for one in product.writings] + ["quantity"]
    return {name: [value[:300] for value in sent.getlist(name)] for name in names}


def product_page(
    visit: Visit, product: Product, chosen: Chosen, *, errors: Mapping[str, str] | None = None, status: int = 200
) -> HttpResponse:
    """Of a product that comes from `with_parts`."""
    wrong = errors or {}
    seen = shown_product(product, visit.shop, visit.card, visit.language)
    variants: list[Variant] = product.kept_variants  # type: ignore[attr-defined]
    parts = _parts(visit, product, variants, chosen, wrong) if seen.way != selling.LOOK else []
    context = {
        "product": seen,
        "html": text_of(product),
        "pictures": pictures(product),
        "parts": parts,
        "wrong": _summary(parts, wrong),
        "quantity": (chosen.get("quantity") or ["1"])[-1],
        "most": QUANTITY_MAX,
        "quantity_error": wrong.get("quantity", ""),
        "left": _left(variants) if seen.way == selling.CART else "",
        "lead": _lead(product, visit) if seen.way == selling.CART else "",
        "policies": visit.shop.policies,
        "head": product_head(visit, product, variants),
    }
    return answer("product.html", product.title, context, visit, status=status, indexed=status == 200)


def _summary(parts: list[Part], errors: Mapping[str, str]) -> list[dict[str, str]]:
    """Label and target of every question that needs another look."""
    found = [{"label": part.title, "target": part.target} for part in parts if part.error]
    return [*found, {"label": _("How many"), "target": "quantity"}] if "quantity" in errors else found


def asking_url(visit: Visit, product: Product, wanted: Wanted) -> str:
    """The chat that asks about exactly this choice."""
    variants: list[Variant] = product.kept_variants  # type: ignore[attr-defined]
    choice = next((one.title for one in variants if one.pk == wanted.variant), "")
    known = {f"{group.key}-{one.key}": one.title for group in product.addons for one in group.choices}
    said = [choice, *(known[key] for key in wanted.addons), *(f"“{text}”" for text in wanted.texts.values())]
    address = f"{settings.BASE_URL}{visit.url('shop_product', product.slug)}"
    return wording.asking(visit.shop, product, ", ".join(one for one in said if one), address)


@dataclass(frozen=True)
class ProductHead:
    description: str
    canonical: str
    image: str
    structured: SafeString


def product_head(visit: Visit, product: Product, variants: list[Variant]) -> ProductHead:
    """JSON-LD Product with its Offer; a price on request has none."""
    url = f"{settings.BASE_URL}{visit.url('shop_product', product.slug)}"
    image = next((_absolute(one.src) for one in pictures(product)), "")
    description = to_plain(product.text)[:160] or f"{product.title} · {visit.shop.name}"
    page: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.title,
        "description": description,
        "url": url,
        "image": image,
        "sku": product.sku,
        "offers": _offer(visit, product, variants, url),
    }
    text = json.dumps({key: value for key, value in page.items() if value}, ensure_ascii=False).translate(ESCAPES)
    return ProductHead(description, url, image, mark_safe(text))  # noqa: S308  # signs that could close it are escaped


def _offer(visit: Visit, product: Product, variants: list[Variant], url: str) -> dict[str, Any]:
    if product.price_kind == Product.PriceKind.REQUEST:
        return {}
    currency = visit.shop.currency
    low, *_rest, high = sorted(selling.unit_price(product, one) for one in variants) * 2
    gone = selling.is_sold_out(variants)
    shared = {
        "priceCurrency": currency,
        "url": url,
        "availability": f"https://schema.org/{'SoldOut' if gone else 'InStock'}",
    }
    if low == high:
        return {"@type": "Offer", "price": money.typed(low, currency, "en")} | shared
    prices = {"lowPrice": money.typed(low, currency, "en"), "highPrice": money.typed(high, currency, "en")}
    return {"@type": "AggregateOffer", "offerCount": len(variants)} | prices | shared


def _parts(
    visit: Visit, product: Product, variants: list[Variant], chosen: Chosen, errors: Mapping[str, str]
) -> list[Part]:
    return [
        *_options(visit, product, variants, chosen, errors),
        *_addons(visit, product, chosen, errors),
        *_writings(visit, product, chosen, errors),
    ]


def _options(
    visit: Visit, product: Product, variants: list[Variant], chosen: Chosen, errors: Mapping[str, str]
) -> list[Part]:
    by_choice = {one.choice: one for one in variants}
    alone = len(product.options) == 1
    prices = {selling.unit_price(product, one) for one in variants}
    found = []
    for option in product.options:
        name = f"o-{option.key}"
        picks = []
        for value in option.values:
            variant = by_choice.get(value.key) if alone else None
            if alone and variant is None:
                continue
            price = _said(visit, selling.unit_price(product, variant)) if variant and len(prices) > 1 else ""
            gone = variant is not None and variant.stock == 0
            picks.append(Pick(value.key, value.title, price, value.key in chosen.get(name, []), gone))
        found.append(Part(name, option.title, "one", picks=picks, required=True, error=errors.get(name, "")))
    return found


def _addons(visit: Visit, product: Product, chosen: Chosen, errors: Mapping[str, str]) -> list[Part]:
    found = []
    for group in product.addons:
        name = f"a-{group.key}"
        picks = [
            Pick(
                one.key, one.title, f"+ {_said(visit, one.price)}" if one.price else "", one.key in chosen.get(name, [])
            )
            for one in group.choices
        ]
        kind = "one" if group.least == group.most == 1 else "several"
        said = "" if kind == "one" else _how_many(group.least, group.most, len(picks))
        found.append(Part(name, group.title, kind, said, picks, required=group.least > 0, error=errors.get(name, "")))
    return found


def _writings(visit: Visit, product: Product, chosen: Chosen, errors: Mapping[str, str]) -> list[Part]:
    found = []
    for one in product.writings:
        name = f"t-{one.key}"
        said = _("At most %(number)d characters.") % {"number": one.longest}
        if one.price:
            said = f"+ {_said(visit, one.price)}. {said}"
        value = (chosen.get(name) or [""])[-1]
        found.append(
            Part(
                name,
                one.label,
                "text",
                said,
                value=value,
                longest=one.longest,
                required=one.required,
                error=errors.get(name, ""),
            )
        )
    return found


def _how_many(least: int, most: int, offered: int) -> str:
    if least and least == most:
        return _("Choose %(number)d.") % {"number": least}
    if least:
        return _("Choose %(least)d to %(most)d.") % {"least": least, "most": most}
    return "" if most >= offered else _("Choose up to %(number)d.") % {"number": most}


def _left(variants: list[Variant]) -> str:
    """Said when it is only few, and counted at all."""
    if len(variants) != 1 or variants[0].stock is None or not 0 < variants[0].stock <= selling.FEW:
        return ""
    number = variants[0].stock
    return ngettext("Only %(number)d left", "Only %(number)d left", number) % {"number": number}


def _lead(product: Product, visit: Visit) -> str:
    days, rest = divmod(selling.lead_of(product, visit.shop), 24 * 60)
    if days and not rest:
        return ngettext("Order %(days)d day ahead", "Order %(days)d days ahead", days) % {"days": days}
    hours = -(-(days * 24 * 60 + rest) // 60)
    return (
        ngettext("Order %(hours)d hour ahead", "Order %(hours)d hours ahead", hours) % {"hours": hours} if hours else ""
    )


def _said(visit: Visit, minor: int) -> str:
    return money.spoken(minor, visit.shop.currency, visit.language)


def _absolute(address: str) -> str:
    return address if "://" in address else f"{settings.BASE_URL}{address}"
