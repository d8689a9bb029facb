"""Which card takes what from the company: a table with a tick for each, and a button for all (cards 82)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cards import company_reach, dressing
from cards.company_reach import Taker
from cards.content import CompanyField
from cards.editor import done, limit_words, limits
from cards.editor.company_views import UNVERIFIED
from cards.editor.finding import member, role_of, workspace_of
from cards.editor.wearing import LABELS
from cards.models import Company
from cards.refusals import CompanyConflict, Deleted, NotInPlan, OverLimit, Unverified
from cardsite.kit.throttle import TooMany
from workspaces import audit
from workspaces.access import allowed, needs
from workspaces.newcomers import TooManyLinks
from workspaces.plans import Feature

A_PAGE: Final = 60
CHOICES_AN_HOUR: Final = 60


@dataclass(frozen=True)
class Line:
    """A card, and for each field the company says whether it takes it."""

    taker: Taker
    ticks: list[tuple[CompanyField, Promise, bool]]


@needs("workspace.view", post="workspace.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def company_cards(request: HttpRequest) -> HttpResponse:
    """POST: exactly the ticked ones of this page are taken; `all` names a field that every card takes from now on."""
    workspace = workspace_of(request)
    fields = [field for field in CompanyField if field in Company.here().said.says]
    may = allowed(role_of(request), "workspace.edit") and workspace.allows(Feature.COMPANY_FIELDS)
    page = Paginator(company_reach.takers(), A_PAGE).get_page(request.GET.get("page"))
    if request.method == "POST" and may:
        every = {field for field in fields if field.value == request.POST.get("all")}
        told = {"page": page.number}
        if not _counted(request):
            pass
        elif not every:
            told |= _choose(request, page.object_list, fields)
        elif _give(request, every):
            return redirect("company", workspace.slug)
        return redirect(reverse("company_cards", args=[workspace.slug]) + done.query(**told))
    lines = [Line(one, [(field, LABELS[field], field in one.drafted) for field in fields]) for one in page.object_list]
    heads = [(field.value, LABELS[field]) for field in fields]
    context = {"page": page, "lines": lines, "heads": heads, "may_edit": may}
    context |= {name: done.number(request.GET, name) for name in ("changed", "waiting")}
    return render(request, "cards/company/cards.html", context, status=422 if request.method == "POST" else 200)


def _counted(request: HttpRequest) -> bool:
    try:
        limits.count(workspace_of(request), "company-cards", an_hour=CHOICES_AN_HOUR)
    except TooMany as limit:
        messages.error(request, limits.words(limit.retry_after))
        return False
    return True


def _give(request: HttpRequest, fields: set[CompanyField]) -> bool:
    """To every card, also those on other pages: the company says the same as before, to more of them."""
    now = Company.here()
    try:
        dressing.change(
            workspace=workspace_of(request), fields=now.said, version=now.version, by=member(request), everyone=fields
        )
    except (CompanyConflict, NotInPlan):
        messages.error(request, _("The company was changed meanwhile. Look once more."))
        return False
    except (TooMany, TooManyLinks) as limit:
        messages.error(request, limit_words.of_company(limit))
        return False
    except Unverified:
        messages.error(request, UNVERIFIED)
        return False
    return True


def _choose(request: HttpRequest, cards: Iterable[Taker], fields: list[CompanyField]) -> dict[str, int]:
    """How many changed, how many could not.

    Card by card; the form names the cards and fields it showed, so that what came meanwhile is left alone.
    """
    shown, ticked = set(request.POST.getlist("card")), set(request.POST.getlist("take"))
    fields = [field for field in fields if field.value in request.POST.getlist("field")]
    changed = waiting = 0
    for one in cards:
        if str(one.card.pk) not in shown:
            continue
        wanted = {field for field in fields if f"{one.card.pk}-{field.value}" in ticked}
        take, own = wanted - one.drafted, (one.drafted & set(fields)) - wanted
        try:
            changed += bool(take or own) and dressing.choose(card=one.card, take=take, own=own, by=member(request))
        except Unverified:
            messages.error(request, UNVERIFIED)
            return {}
        except (Deleted, OverLimit):
            waiting += 1
    if changed:
        audit.record("company.choose", "company", actor=member(request), after={"cards": changed})
    return {"changed": changed, "waiting": waiting}
