"""One lead: read, handled, tagged, noted, moved to spam and back, deleted (cards 75)."""

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audience import keeping
from audience.inbox import gone
from audience.inbox.finding import shown_lead
from audience.inbox.forms import HandlingForm
from audience.inbox.lead_page import page_of
from audience.inbox.lead_words import name_of
from audience.kept import shown_leads
from audience.models import Lead
from cards.editor.finding import member, membership_of, workspace_of
from workspaces.access import needs

ask = require_http_methods(["GET", "HEAD", "POST"])


@needs("leads.view", post="leads.edit")
@ask
def lead(request: HttpRequest, lead: int) -> HttpResponse:
    """All about one; POST does an `act`. What was erased or joined meanwhile says so."""
    try:
        found = shown_lead(request, lead)
    except Http404:
        return gone.answer(request, lead)
    if request.method != "POST":
        return render(request, "audience/inbox/lead.html", page_of(found, request))
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise BadRequest("unknown act")
    return act(request, found)


@needs("leads.delete")
@ask
def lead_delete(request: HttpRequest, lead: int) -> HttpResponse:
    """Ask first; then for good. Twice is once."""
    try:
        found = shown_lead(request, lead)
    except Http404:
        return gone.answer(request, lead)
    if request.method != "POST":
        context = {"leads": [found.pk], "names": [name_of(found)], "more": 0, "number": 1, "back": found.pk}
        return render(request, "audience/inbox/delete.html", context)
    keeping.delete(leads=[found.pk], by=member(request), now=timezone.now())
    messages.success(request, _("%(name)s is deleted.") % {"name": name_of(found)})
    return redirect("leads", workspace_of(request).slug)


@transaction.atomic
def _handle(request: HttpRequest, lead: Lead) -> HttpResponse:
    form = HandlingForm(request.POST)
    if not form.is_valid():
        return _refused(request, lead, handling_form=form)
    who, now, wanted = member(request), timezone.now(), form.cleaned_data
    keeping.set_status(leads=[lead.pk], status=Lead.Status(wanted["status"]), by=who, now=now)
    keeping.assign(leads=[lead.pk], to=wanted["assignee"], by=who, now=now)
    if wanted["tag"]:
        keeping.tag(leads=[lead.pk], name=wanted["tag"], by=who, now=now)
    if wanted["note"]:
        keeping.note(lead=lead.pk, text=wanted["note"], by=who, now=now)
    return _back(request, lead, _("Saved."))


def _untag(request: HttpRequest, lead: Lead) -> HttpResponse:
    name = request.POST.get("tag", "")
    keeping.untag(leads=[lead.pk], name=name, by=member(request), now=timezone.now())
    return _back(request, lead, _("Tag taken off: %(tag)s") % {"tag": name})


def _spam(request: HttpRequest, lead: Lead) -> HttpResponse:
    keeping.file(leads=[lead.pk], folder=Lead.Folder.SPAM, by=member(request), now=timezone.now())
    return _back(request, lead, _("Moved to spam"))


def _inbox(request: HttpRequest, lead: Lead) -> HttpResponse:
    keeping.file(leads=[lead.pk], folder=Lead.Folder.INBOX, by=member(request), now=timezone.now())
    return _back(request, lead, _("Moved to the inbox"))


def _back(request: HttpRequest, lead: Lead, said: str) -> HttpResponse:
    """To its page; who gave it away, and reads it no more, to the list."""
    messages.success(request, said)
    if shown_leads(membership_of(request)).filter(pk=lead.pk).exists():
        return redirect("lead", workspace_of(request).slug, lead.pk)
    return redirect("leads", workspace_of(request).slug)


def _refused(request: HttpRequest, lead: Lead, **form: object) -> HttpResponse:
    return render(request, "audience/inbox/lead.html", page_of(lead, request) | form, status=422)


_ACTS: Final[dict[str, Callable[[HttpRequest, Lead], HttpResponse]]] = {
    "handle": _handle,
    "untag": _untag,
    "spam": _spam,
    "inbox": _inbox,
}
