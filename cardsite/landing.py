"""Pages for whoever comes by: the landing page, what it costs, help, privacy, terms."""

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cards import handle_rules, handles
from cards.handle_rules import LONGEST, SHORTEST
from cards.handle_words import why_not
from cardsite.designs_page import offered
from cardsite.examples import examples
from workspaces.access import public
from workspaces.plans import GIGABYTE, MEGABYTE, PLANS, Feature, Plan, Thing

PRICES: Final = {"free": (0, 0), "pro": (9, 90), "team": (6, 60)}
"""By the month and by the year; the team's for each member."""
TEAM_FROM: Final = 3
SHOWN_DESIGNS: Final = 6
HIGHLIGHTED_DAYS: Final = 365


@public
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """With `handle`, the address somebody would like: on to sign-up, or words why it cannot be had."""
    is_open = settings.SIGNUP == "open"
    wanted = request.GET.get("handle", "").strip().lower() if is_open else ""
    reason = why_not(wanted) if wanted else ""
    if wanted and not reason:
        return redirect(f"{reverse('account_signup')}?{urlencode({'handle': wanted})}")
    shown = examples()
    context = {"first": shown[0] if shown else None, "examples": shown[1:], "host": settings.CANONICAL_HOST}
    context["designs"] = offered()[:SHOWN_DESIGNS]
    limits = {"shortest": SHORTEST, "longest": LONGEST, "open": is_open, "paid": settings.STRIPE_ENABLED}
    proposals = handle_rules.propose(wanted, handles.is_taken) if reason else []
    claim = {"wanted": wanted, "reason": reason, "proposals": proposals}
    return render(request, "site/landing.html", context | limits | claim)


@public
@require_safe
def pricing(request: HttpRequest) -> HttpResponse:
    """The plans; without Stripe the one there is."""
    columns = [column(PLANS[key]) for key in PRICES] if settings.STRIPE_ENABLED else []
    return _page(request, "pricing", columns=columns, team_from=TEAM_FROM)


@public
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return _page(request, "help", host=settings.CANONICAL_HOST)


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return _page(request, "privacy")


@public
@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    return _page(request, "terms")


def _page(request: HttpRequest, page: str, **context: Any) -> HttpResponse:
    known = {"page": page, "operator_email": settings.OPERATOR_EMAIL}
    return render(request, f"site/{page}.html", known | context)


@dataclass(frozen=True)
class Column:
    """One plan in words, as the table of prices shows it."""

    key: str
    month: int
    year: int
    cards: str
    members: str
    media: str
    figures: str
    domains: str
    company: bool


def column(plan: Plan) -> Column:
    """What a plan allows, said from the table that also enforces it."""
    month, year = PRICES[plan.key]
    of = plan.limits
    per_member = of[Thing.CARDS].per_member
    return Column(
        key=plan.key,
        month=month,
        year=year,
        cards=_("%(base)d and one for each member") % {"base": of[Thing.CARDS].base}
        if per_member
        else str(of[Thing.CARDS].base),
        members=_("as many as you pay for") if of[Thing.MEMBERS].per_member else str(of[Thing.MEMBERS].base),
        media=_("%(size)s for each member") % {"size": size(of[Thing.MEDIA_BYTES].per_member)}
        if of[Thing.MEDIA_BYTES].per_member
        else size(of[Thing.MEDIA_BYTES].base),
        figures=_("25 months") if of[Thing.FIGURES_DAYS].base > HIGHLIGHTED_DAYS else _("90 days"),
        domains=str(of[Thing.DOMAINS].base) if of[Thing.DOMAINS].base else _("none"),
        company=Feature.COMPANY_FIELDS in plan.features,
    )


def size(number: int) -> str:
    """Bytes as people say them.

    >>> size(10_000_000_000)
    '10 GB'
    """
    return f"{number // GIGABYTE} GB" if number >= GIGABYTE else f"{number // MEGABYTE} MB"
