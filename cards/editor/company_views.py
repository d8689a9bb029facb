"""The page of the company: six fields said once, looked at before they reach the cards (cards 82)."""

from collections.abc import Collection
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cards import company_address, company_reach, dressing, showing
from cards.company import CompanyFields, dressed, offered
from cards.company_reach import Taker
from cards.content import CompanyField, Document
from cards.editor import limit_words, limits
from cards.editor.brand import brand_words
from cards.editor.company_form import CompanyForms
from cards.editor.finding import member, role_of, workspace_of
from cards.editor.wearing import LABELS, in_words
from cards.models import Company, Photo
from cards.refusals import CompanyConflict, NotInPlan, Unverified
from cards.shown_photos import ShownPhoto, shown
from cardsite.kit.throttle import TooMany
from workspaces.access import allowed, needs
from workspaces.newcomers import TooManyLinks
from workspaces.plans import Feature

CHANGES_AN_HOUR: Final = 60
UNVERIFIED: Final = gettext_lazy("Confirm your e-mail address first: the change would be seen by everybody.")
FACES: Final = 3
"""Cards that are shown as they will look."""


@needs("workspace.view", post="workspace.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def company(request: HttpRequest) -> HttpResponse:
    """POST shows what a change would do, `act=save` does it; `again` once more for cards that had to wait."""
    now, act = Company.here(), request.POST.get("act", "")
    if request.method != "POST":
        return _page(request, now, CompanyForms(now.said, logo=request.GET.get("logo", "")))
    if act == "again":
        return _again(request, now)
    forms = CompanyForms(now.said, request.POST)
    if not forms.is_valid():
        return _page(request, now, forms, 422)
    if act == "edit":
        return _page(request, now, forms)
    if not now.said.differs(forms.fields()):
        messages.info(request, _("Nothing is different from before."))
        return redirect("company", workspace_of(request).slug)
    if act != "save" and (cards := company_reach.takers()):
        return _look(request, now, forms, cards)
    return _saved(request, forms)


def _saved(request: HttpRequest, forms: CompanyForms) -> HttpResponse:
    """Say it and let the cards follow, or say why not; what was typed is kept."""
    workspace, refused = workspace_of(request), ""
    try:
        limits.count(workspace, "company", an_hour=CHANGES_AN_HOUR)
    except TooMany as limit:
        return limits.answer(limit, forms.name, lambda status: _page(request, Company.here(), forms, status))
    try:
        everyone = _named(request.POST.getlist("everyone"))
        dressing.change(
            workspace=workspace, fields=forms.fields(), version=_version(request), by=member(request), everyone=everyone
        )
    except CompanyConflict as conflict:
        return _page(request, conflict.current, forms, 409)
    except (TooMany, TooManyLinks) as limit:
        return _too_many_links(request, forms, limit)
    except Unverified:
        refused = str(UNVERIFIED)
    except NotInPlan:
        refused = _("Your plan has no company fields. What the cards say stays as it is.")
    if refused:
        forms.name.add_error(None, refused)
        return _page(request, Company.here(), forms, 422)
    return redirect("company", workspace.slug)


def _too_many_links(request: HttpRequest, forms: CompanyForms, limit: TooMany | TooManyLinks) -> HttpResponse:
    """A new workspace swaps links here no oftener than by publishing (cards 96)."""
    forms.web.add_error("url", limit_words.of_company(limit))
    if isinstance(limit, TooManyLinks):
        return _page(request, Company.here(), forms, 422)
    answer = _page(request, Company.here(), forms, 429)
    answer["Retry-After"] = str(limit.retry_after)
    return answer


def _again(request: HttpRequest, now: Company) -> HttpResponse:
    try:
        dressing.spread_again(workspace=workspace_of(request))
    except NotInPlan:
        return _page(request, now, CompanyForms(now.said), 422)
    return redirect("company", workspace_of(request).slug)


def _page(request: HttpRequest, now: Company, forms: CompanyForms, status: int = 200) -> HttpResponse:
    workspace, cards = workspace_of(request), company_reach.takers()
    in_plan, may = workspace.allows(Feature.COMPANY_FIELDS), allowed(role_of(request), "workspace.edit")
    logo = forms.logo()
    context = {
        "company": now,
        "forms": forms,
        "conflict": status == 409,
        "typed_at": now.version if status == 409 else request.POST.get("version", now.version),
        "in_plan": in_plan,
        "may_edit": may and in_plan,
        "may_pay": allowed(role_of(request), "billing.manage"),
        "settings_address": ""
        if company_address.said(workspace=workspace)
        else ", ".join(workspace.address.splitlines()),
        "says": [(LABELS[field], in_words(now.said, field), _count(cards, field)) for field in _said(now)],
        "cards": cards,
        "example": cards[0].card if cards else None,
        "logo": shown(logo, alt=_("The logo of the company")),
        "unsaved_logo": bool(logo and logo.pk != now.said.logo),
    }
    return render(request, "cards/company/company.html", context, status=status)


def _look(request: HttpRequest, now: Company, forms: CompanyForms, cards: list[Taker]) -> HttpResponse:
    """What would change, how many cards follow, and some of them as they will look; nothing is stored yet."""
    fields = forms.fields()
    changed = now.said.differs(fields)
    fresh = {field for field in changed & fields.says if not _count(cards, field)}
    faces = _faces(cards, fields, changed, fresh)
    own = showing.style_together([one.design.brand for one in faces if one.design.brand], member(request).theme)
    context = {
        "changes": [_change(now.said, fields, field, cards, fresh) for field in CompanyField if field in changed],
        "sent": [(name, value) for name in request.POST for value in _values(request, name)],
        "reach": company_reach.reach(cards, changed, fresh),
        "faces": faces,
        "own_colours": own,
        "brand_words": brand_words(faces[0].design) if faces and CompanyField.INK in changed else [],
    }
    answer = render(request, "cards/company/look.html", context)
    if own:
        showing.allow_text(answer, own)
    return answer


def _change(
    before: CompanyFields,
    fields: CompanyFields,
    field: CompanyField,
    cards: list[Taker],
    fresh: Collection[CompanyField],
) -> dict[str, Any]:
    """One line: the value before and the new one, how many cards take it, and how many keep their own."""
    able = [one for one in cards if one.takes(field, [field])]
    taking = _count(cards, field)
    return {
        "field": field.value,
        "label": LABELS[field],
        "before": in_words(before, field),
        "value": in_words(fields, field),
        "pictures": [_logo(before), _logo(fields)] if field is CompanyField.LOGO else [],
        "emptied": field not in fields.says,
        "taking": taking,
        "keeping": len(able) - taking,
        "preset": field in fresh,
    }


def _logo(fields: CompanyFields) -> ShownPhoto | None:
    photo = Photo.objects.filter(pk=fields.logo).first() if fields.logo else None
    return shown(photo, alt=_("The logo of the company"))


def _faces(
    cards: list[Taker], fields: CompanyFields, changed: Collection[CompanyField], everyone: Collection[CompanyField]
) -> list[Document]:
    reached = [one for one in cards if any(one.takes(field, everyone) for field in changed)][:FACES]
    documents = [one.card.document for one in reached]
    return [dressed(one, fields, give=offered(one, fields) & frozenset(everyone)) for one in documents]


def _values(request: HttpRequest, name: str) -> list[str]:
    return [] if name in {"csrfmiddlewaretoken", "act", "everyone"} else request.POST.getlist(name)


def _count(cards: list[Taker], field: CompanyField) -> int:
    return sum(one.takes(field) for one in cards)


def _said(now: Company) -> list[CompanyField]:
    return [field for field in CompanyField if field in now.said.says]


def _named(names: list[str]) -> set[CompanyField]:
    return {field for field in CompanyField if field.value in names}


def _version(request: HttpRequest) -> int:
    """The version the form was read at."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
