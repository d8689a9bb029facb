"""Coupons in short: what one takes off, how often it was used, whether it counts today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cardsite.kit import money
from storefront import quoting
from storefront.models import Coupon
from storefront.owner import percents
from storefront.refusals import CouponRefused


@dataclass(frozen=True)
class Line:
    """`state` is a badge; `counts` says that a buyer can use it today."""

    coupon: Coupon
    worth: str
    rules: str
    used: str
    state: str
    counts: bool


def lines(coupons: Iterable[Coupon], today: date, currency: str, language: str) -> list[Line]:
    return [line(one, today, currency, language) for one in coupons]


def line(coupon: Coupon, today: date, currency: str, language: str) -> Line:
    """`today` on the shop's clock."""
    state = _state(coupon, today)
    return Line(coupon, worth(coupon, currency, language), _rules(coupon, currency, language), used(coupon), *state)


def worth(coupon: Coupon, currency: str, language: str) -> str:
    """ "10 %" or "£5"."""
    return money.spoken(coupon.amount, currency, language) if coupon.amount else f"{percents.typed(coupon.share)} %"


def used(coupon: Coupon) -> str:
    if coupon.limit is not None:
        return _("used %(used)d of %(limit)d times") % {"used": coupon.used, "limit": coupon.limit}
    if not coupon.used:
        return _("not used yet")
    return ngettext("used %(number)d time", "used %(number)d times", coupon.used) % {"number": coupon.used}


def _rules(coupon: Coupon, currency: str, language: str) -> str:
    found = []
    if coupon.minimum:
        found.append(_("from %(amount)s") % {"amount": money.spoken(coupon.minimum, currency, language)})
    if coupon.starts_on:
        found.append(_("since %(day)s") % {"day": date_format(coupon.starts_on)})
    if coupon.ends_on:
        found.append(_("until %(day)s") % {"day": date_format(coupon.ends_on)})
    return ", ".join(found)


def _state(coupon: Coupon, today: date) -> tuple[str, bool]:
    """By the rules that decide about an order, one that is large enough."""
    if not coupon.active:
        return _("Off"), False
    try:
        quoting.usable(coupon, coupon.minimum, today)
    except CouponRefused as refused:
        words = {"early": _("Not yet"), "over": _("Over"), "used up": _("Used up")}
        return words[refused.reason], False
    return _("Counts"), True
