"""Pages for whoever comes by: the landing page, what it costs, help, privacy, terms."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from billing import offers, standing, words
from billing.choices import INTERVALS, PER_MEMBER, SOLD, TEAM_FROM
from billing.snapshots import Price
from cards import handle_rules, handles
from cards.handle_rules import LONGEST, SHORTEST
from cards.handle_words import why_not
from cardsite.designs_page import offered
from cardsite.examples import examples
from workspaces import plan_words
from workspaces.access import public
from workspaces.plans import FREE

SHOWN_DESIGNS: Final = 6


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
    """The plans, for what Stripe was last known to ask; without Stripe the one there is."""
    prices = offers.known() if settings.STRIPE_ENABLED else []
    plans = [plan(key, prices) for key in SOLD] if settings.STRIPE_ENABLED else []
    return _page(request, "pricing", plans=plans, free=words.brings(FREE), team_from=TEAM_FROM)


def plan(key: str, prices: list[Price]) -> dict[str, Any]:
    """One that is sold, in words: first by the month, then by the year; no price where none is known."""
    mine = sorted((one for one in prices if one.plan == key), key=lambda one: INTERVALS.index(one.interval))
    return {
        "key": key,
        "name": plan_words.NAMES[key],
        "prices": [words.of_price(one) for one in mine],
        "by_member": key in PER_MEMBER,
        "brings": words.brings(key),
    }


@public
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """With what helps about plans, where they are sold."""
    sold = [FREE, *SOLD] if settings.STRIPE_ENABLED else []
    plans = [(plan_words.NAMES[key], words.brings(key)) for key in sold]
    return _page(request, "help", host=settings.CANONICAL_HOST, plans=plans, grace_days=standing.GRACE.days)


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
