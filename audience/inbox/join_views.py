"""Two leads that are one person: which other, what stays, done (cards 75)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audience import joining
from audience.inbox import listing
from audience.inbox.asking import SEARCH_MAX, number
from audience.inbox.finding import shown_lead
from audience.inbox.lead_words import FIELDS, name_of, where
from audience.joining import NotJoined
from audience.kept import shown_leads
from audience.models import Lead
from audience.searching import matching
from cards.editor.finding import member, membership_of, workspace_of
from cards.phones import readable
from workspaces.access import needs
from workspaces.models import Membership
from workspaces.moments import moment_words

SHOWN: Final = 12
ask = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Choice:
    """A field in which the two differ."""

    name: str
    label: str
    mine: str
    theirs: str
    is_theirs: bool = False


@needs("leads.edit")
@ask
def lead_join(request: HttpRequest, lead: int) -> HttpResponse:
    """`with` names the other; without it those are offered that are likely, or found by `q`."""
    found = shown_lead(request, lead)
    sent = request.POST if request.method == "POST" else request.GET
    if not sent.get("with"):
        return _offer(request, found)
    other = shown_lead(request, number(sent["with"]))
    if request.method != "POST":
        return render(request, "audience/inbox/join.html", _two(request, found, other))
    theirs = {name: request.POST[name] == "theirs" for name in (*joining.CHOSEN, "status") if name in request.POST}
    try:
        kept = joining.join(first=found.pk, other=other.pk, theirs=theirs, by=member(request), now=timezone.now())
    except NotJoined:
        return _offer(request, found, _("These two are one already."), status=409)
    messages.success(request, _("%(name)s is one lead now, with the history of both.") % {"name": name_of(kept)})
    return redirect("lead", workspace_of(request).slug, kept.pk)


def choices(first: Lead, other: Lead) -> list[Choice]:
    """Of the status the one that is farther along is chosen already."""
    found = [
        Choice(name, str(FIELDS[name]), _said(first, name), _said(other, name))
        for name in joining.differing(first, other)
    ]
    if first.status != other.status:
        mine, theirs = str(first.get_status_display()), str(other.get_status_display())
        found.append(Choice("status", _("Status"), mine, theirs, is_theirs=joining.is_behind(first, other)))
    return found


def likely(lead: Lead, words: str, reader: Membership) -> "QuerySet[Lead]":
    """Found by words; without any, those of the same address, number or name first, then the newest."""
    rest = shown_leads(reader).exclude(pk=lead.pk).select_related("card", "code")
    if words:
        return rest.filter(matching(words))
    alike = [Q(**{field: value}) for field in ("email", "phone", "name") if (value := getattr(lead, field))]
    rank = Case(*(When(rule, then=Value(0)) for rule in alike), default=Value(1), output_field=IntegerField())
    return rest.filter(folder=Lead.Folder.INBOX).order_by(rank, "-created_at", "-pk")


def _said(lead: Lead, name: str) -> str:
    value: str = getattr(lead, name)
    return readable(value) if name == "phone" else value


def _two(request: HttpRequest, first: Lead, other: Lead) -> dict[str, Any]:
    """What tells them apart, also where both have the same name."""
    zone, user = workspace_of(request).zone, member(request)
    labels = (_("This lead"), _("The other lead"))
    told = [
        (label, [name_of(lead), *listing.reach(lead), where(lead), moment_words(lead.created_at, zone, user)])
        for label, lead in zip(labels, (first, other), strict=True)
    ]
    return {"lead": first, "other": other, "two": told, "choices": choices(first, other)}


def _offer(request: HttpRequest, lead: Lead, refused: str = "", status: int = 200) -> HttpResponse:
    words = " ".join(request.GET.get("q", "").split())[:SEARCH_MAX]
    found: Iterable[Lead] = likely(lead, words, membership_of(request))[:SHOWN].prefetch_related("tags")
    context: dict[str, Any] = {"lead": lead, "name": name_of(lead), "query": words, "refused": refused}
    context["rows"] = listing.rows(found, workspace_of(request).zone, timezone.now())
    return render(request, "audience/inbox/join_offer.html", context, status=status)
