"""A new card: a name, what it is for, and an address that is checked while it is typed."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cards import creating, handle_rules, handles
from cards.designs import DESIGNS, CardDesign
from cards.editor import limit_words, limits, over_limit
from cards.editor.creating_form import NewCardForm
from cards.editor.finding import member, workspace_of
from cards.handle_rules import HandleRefused
from cards.handle_words import why_not, words
from cards.models import Card
from cards.refusals import PlanLimit
from cards.starting import Purpose, starting_document
from cards.starting_words import starting_bio
from cardsite.kit.throttle import TooMany
from workspaces import zoning
from workspaces.access import needs
from workspaces.models import User, Workspace
from workspaces.signing_up import CLAIM, DESIGN


@needs("cards.create")
@require_http_methods(["GET", "HEAD", "POST"])
def card_new(request: HttpRequest) -> HttpResponse:
    """The form; a refused address comes back with words and suggestions, nothing is lost."""
    workspace = workspace_of(request)
    claimed = {"handle": request.session.get(CLAIM, "")}
    design = _chosen(request)
    person = member(request)
    form = NewCardForm(request.POST or None, initial=claimed, workspace=workspace, email=person.email)
    if request.method == "POST" and form.is_valid():
        try:
            limits.count(workspace, "address", an_hour=limits.ADDRESSES_AN_HOUR)
            card = _create(workspace, form.cleaned_data, person, design.key if design else "")
            _begin(request, card, form.cleaned_data["purpose"])
        except HandleRefused as refused:
            form.add_error("handle", words(refused.reason))
        except PlanLimit as limit:
            form.add_error(None, limit_words.of_cards(limit))
        except TooMany as limit:
            return limits.answer(limit, form, lambda status: _page(request, form, status))
        else:
            for kept in (CLAIM, DESIGN):
                request.session.pop(kept, None)
            return redirect("card_edit", workspace.slug, card.pk)
    return _page(request, form, 422 if form.errors else 200)


@needs("cards.view")
@require_safe
def handle_check(request: HttpRequest) -> HttpResponse:
    """Whether a handle is free, in words; free ones made from the name when it is not, or none was typed yet."""
    wanted = request.GET.get("handle", "").strip()
    reason = why_not(wanted) if wanted else ""
    name = request.GET.get("name", "")[:120] or wanted
    proposals = handle_rules.propose(name, handles.is_taken) if name and (reason or not wanted) else []
    context = {"handle": wanted.lower(), "reason": reason, "proposals": proposals, "host": settings.CANONICAL_HOST}
    return render(request, "cards/editor/handle_check.html", context)


def _page(request: HttpRequest, form: NewCardForm, status: int) -> HttpResponse:
    refused = "handle" in form.errors
    proposals = handle_rules.propose(form.cleaned_data.get("name", ""), handles.is_taken) if refused else []
    context = {"form": form, "host": settings.CANONICAL_HOST, "proposals": proposals, "design": _chosen(request)}
    if request.method != "POST":
        context |= over_limit.said_before(request)
    return render(request, "cards/editor/new.html", context, status=status)


def _chosen(request: HttpRequest) -> CardDesign | None:
    """What somebody chose on the page of all designs before there was a card."""
    return DESIGNS.get(request.session.get(DESIGN, ""))


@transaction.atomic
def _create(workspace: Workspace, values: dict[str, Any], by: User, design: str) -> Card:
    zoning.settle_zone(workspace=workspace, zone=values.get("zone", ""), by=by)
    purpose = Purpose(values["purpose"])
    document = starting_document(
        name=values["name"],
        purpose=purpose,
        language=workspace.language,
        zone=workspace.zone,
        phone=values["phone"],
        email=by.email if values["show_email"] else "",
        bio=starting_bio(purpose, workspace.language),
        design=design,
    )
    return creating.create(workspace=workspace, handle=values["handle"], document=document, by=by)


def _begin(request: HttpRequest, card: Card, purpose: str) -> None:
    """What else the workspace needs for such a card; the rooms above say what they have made ready."""
    for app in apps.get_app_configs():
        if said := getattr(app, "begin", lambda **_new: None)(card=card, purpose=purpose, by=member(request)):
            words, url, place = said
            messages.info(request, words, extra_tags=f"{url} {place}")
