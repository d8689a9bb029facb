"""The inbox as a list: folders, filters, search, and acts on several at once (cards 75)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from audience import keeping
from audience.inbox import bulk, listing
from audience.inbox.asking import Asked
from audience.inbox.bulk import NotDone
from audience.inbox.lead_words import name_of
from audience.kept import kept_leads
from audience.models import Lead
from cards import assigning
from cards.editor.finding import member, membership_of, role_of, workspace_of
from cards.models import Card
from workspaces.access import allowed, needs
from workspaces.models import Membership, Role

NAMES_SHOWN = 20
ask = require_http_methods(["GET", "HEAD", "POST"])


@needs("leads.view", post="leads.edit")
@ask
def leads(request: HttpRequest) -> HttpResponse:
    """Filters stand in the query (`Asked`), `page` beside them; POST does an act with the leads that are ticked."""
    if request.method != "POST":
        return _page(request, Asked.read(request.GET), request.GET.get("page", ""))
    back = bulk.asked(request)
    try:
        if request.POST.get("act") == "join":
            return _join(request)
        messages.success(request, bulk.act(request))
    except NotDone as refused:
        messages.error(request, refused.words)
        return _page(request, back, "", status=422)
    return redirect(f"{reverse('leads', args=[workspace_of(request).slug])}?{back.query}")


def _join(request: HttpRequest) -> HttpResponse:
    """Where it is chosen what stays of the two."""
    first, other = bulk.two(request)
    return redirect(f"{reverse('lead_join', args=[workspace_of(request).slug, first])}?with={other}")


@needs("leads.delete")
@ask
def leads_delete(request: HttpRequest) -> HttpResponse:
    """POST says which; asked once more before it is done (`sure`), for nothing brings them back."""
    where = reverse("leads", args=[workspace_of(request).slug])
    if request.method != "POST":
        return redirect(where)
    try:
        ticked = bulk.ticked(request)
    except NotDone as refused:
        messages.error(request, refused.words)
        return redirect(where)
    if request.POST.get("sure") != "1":
        return render(request, "audience/inbox/delete.html", _asked_for(ticked))
    count = keeping.delete(leads=ticked, by=member(request), now=timezone.now())
    words = ngettext("%(number)d lead is deleted.", "%(number)d leads are deleted.", count)
    messages.success(request, words % {"number": count})
    return redirect(where)


def _asked_for(ticked: list[int]) -> dict[str, Any]:
    named = kept_leads().filter(pk__in=ticked)[:NAMES_SHOWN]
    more = max(0, len(ticked) - NAMES_SHOWN)
    return {"leads": ticked, "names": [name_of(lead) for lead in named], "more": more, "number": len(ticked)}


def _page(request: HttpRequest, asked: Asked, number: str, status: int = 200) -> HttpResponse:
    now, reader = timezone.now(), membership_of(request)
    counts = listing.counts(reader)
    page = listing.page(listing.chosen(asked, reader), number)
    context = {
        "asked": asked,
        "folders": [(key, label, counts[key]) for key, label in Lead.Folder.choices],
        "new": counts["new"],
        "any": counts["inbox"] + counts["spam"],
        "page": page,
        "number": page.paginator.count,
        "rows": listing.rows(page, workspace_of(request).zone, now),
        "may_edit": allowed(role_of(request), "leads.edit"),
        "may_delete": allowed(role_of(request), "leads.delete"),
    }
    context |= listing.choices(reader) if context["any"] else {"card": _card(reader)}
    return render(request, "audience/inbox/leads.html", context, status=status)


def _card(reader: Membership) -> Card | None:
    """On which they could put a form."""
    kept = Card.objects.get_queryset().kept().order_by("pk")
    if reader.role == Role.EDITOR:
        kept = kept.filter(pk__in=assigning.given(reader))
    return kept.first()
