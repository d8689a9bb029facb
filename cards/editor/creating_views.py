"""A new card: a name, what it is for, and an address that is checked while it is typed."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cards import creating, handle_rules, handles
from cards.handle_rules import HandleRefused
from cards.handle_words import words
from cards.refusals import PlanLimit
from cards.starting import Purpose, starting_document
from workspaces.access import needs
from workspaces.signing_up import CLAIM

PURPOSES = [
    (Purpose.APPOINTMENTS.value, _("Appointments")),
    (Purpose.SELL.value, _("Selling")),
    (Purpose.SHOW.value, _("Showing my work")),
    (Purpose.TEAM.value, _("A company or a team")),
    (Purpose.CONTACT.value, _("Just my contact")),
]


class NewCardForm(forms.Form):
    """Everything a card needs to begin."""

    name = forms.CharField(label=_("Name on the card"), max_length=120)
    purpose = forms.ChoiceField(
        label=_("What is it for?"), choices=PURPOSES, widget=forms.RadioSelect, initial=Purpose.CONTACT.value
    )
    handle = forms.CharField(
        label=_("Address of the card"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """A handle left empty is proposed from the name."""
        values = self.cleaned_data
        if not values.get("handle") and values.get("name"):
            values["handle"] = next(iter(handle_rules.propose(values["name"], handles.is_taken)), "")
        return values


@needs("cards.create")
@require_http_methods(["GET", "HEAD", "POST"])
def card_new(request: HttpRequest) -> HttpResponse:
    """The form; a refused address comes back with words and suggestions, nothing is lost."""
    form = NewCardForm(request.POST or None, initial={"handle": request.session.get(CLAIM, "")})
    if request.method == "POST" and form.is_valid():
        try:
            card = _create(request, form.cleaned_data)
        except HandleRefused as refused:
            form.add_error("handle", words(refused.reason))
        except PlanLimit as limit:
            form.add_error(None, _("Your plan allows %(number)d cards.") % {"number": limit.limit})
        else:
            request.session.pop(CLAIM, None)
            return redirect("card_edit", card.workspace.slug, card.pk)
    context = {"form": form, "host": settings.CANONICAL_HOST, "proposals": _proposals(form)}
    return render(request, "cards/editor/new.html", context, status=422 if form.errors else 200)


@needs("cards.view")
@require_safe
def handle_check(request: HttpRequest) -> HttpResponse:
    """Whether a handle is free, in words; proposals from the name when it is not."""
    wanted = request.GET.get("handle", "").strip()
    reason: str = ""
    try:
        taken = handles.is_taken(handle_rules.parse(wanted)) if wanted else False
        reason = words(handle_rules.Refusal.TAKEN) if taken else ""
    except HandleRefused as refused:
        reason = words(refused.reason)
    name = request.GET.get("name", "")[:120] or wanted
    proposals = handle_rules.propose(name, handles.is_taken) if name and (reason or not wanted) else []
    context = {"handle": wanted.lower(), "reason": reason, "proposals": proposals, "host": settings.CANONICAL_HOST}
    return render(request, "cards/editor/handle_check.html", context)


def _create(request: HttpRequest, values: dict[str, Any]) -> Any:
    workspace = request.workspace  # type: ignore[attr-defined]
    document = starting_document(
        name=values["name"],
        purpose=Purpose(values["purpose"]),
        language=workspace.language,
        zone=workspace.zone,
        email=request.user.email,  # type: ignore[union-attr]  # members are signed in
    )
    return creating.create(workspace=workspace, handle=values["handle"], document=document, by=request.user)  # type: ignore[arg-type]


def _proposals(form: NewCardForm) -> list[str]:
    if "handle" not in form.errors:
        return []
    return handle_rules.propose(form.cleaned_data.get("name", ""), handles.is_taken)
