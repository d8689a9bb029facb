"""The settings of a shop in short: where each page leads, what it says now, what was refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.forms import BoundField
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cards.phones import readable
from storefront import windows, wording
from storefront.models import Coupon, DeliveryZone, Shop
from storefront.owner import percents
from storefront.owner.shop_forms import ShopForm
from storefront.refusals import OtherDecimals
from workspaces import week
from workspaces.moments import day_words, duration

PARTS: Final[dict[str, tuple[str, str | Promise, tuple[str, ...]]]] = {
    "selling": ("shop", gettext_lazy("Name and way of selling"), ("title", "way")),
    "money": ("order", gettext_lazy("Currency and tax"), ("currency", "tax", "tax_rate")),
    "message": ("chat", gettext_lazy("The message in WhatsApp"), ("opening",)),
    "times": ("clock", gettext_lazy("Lead time and windows"), ("lead", "horizon", "window", "window_orders")),
    "handover": ("map-pin", gettext_lazy("Pick-up and delivery"), ("pickup", "pickup_place", "delivery")),
    "terms": ("info", gettext_lazy("Payment and terms"), ("payment_text", "policies")),
}
"""The folded parts of the form: icon, title, fields."""

WEEKS: Final[dict[str, tuple[str, str | Promise]]] = {
    "open": ("week", gettext_lazy("Opening hours")),
    "pickup": ("pickup_week", gettext_lazy("Pick-up windows")),
    "delivery": ("delivery_week", gettext_lazy("Delivery windows")),
}
"""As an address says it: field of the shop, title."""

_NAMED: Final = 3
"""Products that a refusal names; the rest are counted."""


@dataclass(frozen=True)
class Door:
    """The way to a page of its own, and what stands there now; `wanting` when something is missing."""

    url: str
    icon: str
    title: str
    said: str
    wanting: bool = False


@dataclass(frozen=True)
class Part:
    name: str
    icon: str
    title: str
    said: str
    fields: list[BoundField]
    open: bool


def doors(shop: Shop, now: datetime) -> list[Door]:
    """Three queries: zones, coupons, and the workspace where it is not known yet."""
    slug = shop.workspace.slug
    number = readable(shop.whatsapp) if shop.whatsapp else _("None: no chat opens after an order")
    zones, wanting = _zones_words(shop)
    hours = [
        Door(reverse("shop_hours", args=[slug, what]), "clock", str(title), week_line(shop, what))
        for what, (_field, title) in WEEKS.items()
    ]
    return [
        Door(reverse("shop_number", args=[slug]), "chat", _("WhatsApp number"), number, not shop.whatsapp),
        Door(reverse("shop_pause", args=[slug]), "pause", _("Pause"), pause_line(shop, now)),
        *hours,
        Door(reverse("shop_delivery", args=[slug]), "map-pin", _("Delivery zones"), zones, wanting),
        Door(reverse("coupons", args=[slug]), "tag", _("Coupons"), _coupons_words()),
    ]


def parts(shop: Shop, form: ShopForm) -> list[Part]:
    """What has an error stands open."""
    said = lines(shop)
    return [
        Part(name, icon, str(title), said[name], fields, open=any(bound.errors for bound in fields))
        for name, (icon, title, names) in PARTS.items()
        if (fields := [form[field] for field in names])
    ]


def lines(shop: Shop) -> dict[str, str]:
    """Each part of the form in one line, as it is kept."""
    way, tax = shop.get_way_display(), shop.get_tax_display()
    rate = f"{tax}, {percents.typed(shop.tax_rate)} %" if shop.tax != Shop.TaxKind.NONE else tax
    ways = [_("Pick-up")] if shop.pickup else []
    ways += [_("Delivery")] if shop.delivery else []
    return {
        "selling": _listed(shop.name, way),
        "money": _listed(shop.currency, rate),
        "message": example(shop, shop.opening),
        "times": _listed(_lead_words(shop), _window_words(shop)),
        "handover": _listed(*ways) or _("As agreed with each buyer"),
        "terms": (shop.payment_text or shop.policies).partition("\n")[0] or _("Nothing is written yet"),
    }


def example(shop: Shop, words: str) -> str:
    """The first line of the message of an order that might be."""
    return wording.filled_in(words, shop, _("Robin"), shop.last_number + 1)


def week_line(shop: Shop, what: str) -> str:
    """Days and hours, or what it means that there are none."""
    field, _title = WEEKS[what]
    kept = getattr(shop, field)
    if any(kept):
        return "; ".join(f"{days} {times}" for days, times in week.week_words(kept))
    return _("Orders at any time") if what == "open" else _("None: buyers agree on a time with you")


def pause_line(shop: Shop, now: datetime) -> str:
    if not windows.is_paused(shop, now):
        return _("Not paused") if windows.is_open(shop, now) else _("Not paused; closed at this hour")
    if shop.paused_until is None:
        return _("Paused until you open it again")
    return _("Paused, open again on %(day)s") % {"day": day_words(shop.paused_until)}


def currency_refused(refused: OtherDecimals) -> list[str]:
    """Why, and what to do first."""
    said = [_("Amounts in %(currency)s have other decimals than those kept here.") % {"currency": refused.currency}]
    if refused.products:
        words = _("First set these products to “Price on request”, then write their prices anew: %(products)s.")
        said.append(words % {"products": _named(refused.products)})
    if refused.zones:
        said.append(_("First take the amounts out of the delivery zones."))
    if refused.coupons:
        said.append(_("First switch off the coupons with an amount."))
    return said


def _named(titles: Sequence[str]) -> str:
    shown, more = ", ".join(titles[:_NAMED]), len(titles) - _NAMED
    return _("%(titles)s and %(more)d more") % {"titles": shown, "more": more} if more > 0 else shown


def _lead_words(shop: Shop) -> str:
    return _("%(time)s ahead") % {"time": duration(shop.lead)} if shop.lead else _("At once")


def _window_words(shop: Shop) -> str:
    if shop.window_orders is None:
        return _("windows of %(time)s") % {"time": duration(shop.window)}
    words = ngettext(
        "windows of %(time)s for %(number)d order", "windows of %(time)s for %(number)d orders", shop.window_orders
    )
    return words % {"time": duration(shop.window), "number": shop.window_orders}


def _zones_words(shop: Shop) -> tuple[str, bool]:
    titles = list(DeliveryZone.objects.values_list("title", flat=True))
    if titles:
        return _named(titles), False
    return (_("None: nobody can choose delivery"), True) if shop.delivery else (_("None"), False)


def _coupons_words() -> str:
    active = list(Coupon.objects.filter(active=True).values_list("code", flat=True))
    return _named(active) if active else _("None")


def _listed(*words: str) -> str:
    return " · ".join(words)
