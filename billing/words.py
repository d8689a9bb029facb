"""Plans, what they cost and what was chosen, in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing.choices import MONTH, PER_MEMBER, YEAR, Choice
from billing.snapshots import Price
from cardsite.kit import money
from workspaces import sizes
from workspaces.plan_words import NAMES
from workspaces.plans import PLANS, Feature, Limit, Thing

HIGHLIGHTED_DAYS: Final = 365


def of_choice(choice: Choice) -> str:
    """“Pro, by the month”, “Team for 5 members, by the year”."""
    name = str(NAMES[choice.plan])
    if choice.by_member:
        said = ngettext("%(plan)s for %(number)d member", "%(plan)s for %(number)d members", choice.seats)
        name = said % {"plan": name, "number": choice.seats}
    by = _("%(plan)s, by the month") if choice.interval == MONTH else _("%(plan)s, by the year")
    return by % {"plan": name}


def of_price(price: Price) -> str:
    """“€9 a month”, “€60 a member and year”."""
    amount, by_member = money.spoken(price.amount, price.currency, "en"), price.plan in PER_MEMBER
    if price.interval == YEAR:
        said = _("%(amount)s a member and year") if by_member else _("%(amount)s a year")
    else:
        said = _("%(amount)s a member and month") if by_member else _("%(amount)s a month")
    return said % {"amount": amount}


def brings(key: str) -> list[str]:
    """What a plan allows, said from the table that also enforces it."""
    of, features = PLANS[key].limits, PLANS[key].features
    said = _for_members(of) if of[Thing.CARDS].per_member else _for_all(of)
    long = of[Thing.FIGURES_DAYS].base > HIGHLIGHTED_DAYS
    said.append(_("Figures of the last 25 months") if long else _("Figures of the last 90 days"))
    if Feature.COMPANY_FIELDS in features:
        said.append(_("Company fields, lists of cards, bulk print"))
    return said


def _for_members(of: Mapping[Thing, Limit]) -> list[str]:
    return [
        _("%(number)d cards, and one more for each member") % {"number": of[Thing.CARDS].base},
        _("As many members as you pay for"),
        _("%(size)s of pictures and files for each member")
        % {"size": sizes.in_words(of[Thing.MEDIA_BYTES].per_member)},
    ]


def _for_all(of: Mapping[Thing, Limit]) -> list[str]:
    cards, members = of[Thing.CARDS].base, of[Thing.MEMBERS].base
    return [
        ngettext("%(number)d card", "%(number)d cards", cards) % {"number": cards},
        ngettext("%(number)d member", "%(number)d members", members) % {"number": members},
        _("%(size)s of pictures and files") % {"size": sizes.in_words(of[Thing.MEDIA_BYTES].base)},
    ]
