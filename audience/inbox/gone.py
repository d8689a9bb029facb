"""A lead that is no more: who could have read it hears what became of it, and nothing of the person (cards 74, 79)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from audience.inbox.lead_words import name_of
from audience.kept import gone_leads, shown_leads
from audience.models import Lead, LeadEntry
from cards.editor.finding import member, membership_of, workspace_of
from workspaces.access import allowed
from workspaces.moments import time_words, wall


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One that was joined leads to what it became, if that is read; of an erased one when and by whom.

    `Http404` for all others.
    """
    reader = membership_of(request)
    lead = get_object_or_404(gone_leads(reader), pk=pk)
    if lead.erased_at is None:
        return _joined(request, lead)
    zone = workspace_of(request).zone
    context = {
        "day": wall(lead.erased_at, zone).date(),
        "time": time_words(lead.erased_at, zone, member(request)),
        "by_person": LeadEntry.objects.filter(lead=lead, kind=LeadEntry.Kind.ERASED).exists(),
        "reads_log": allowed(reader.role, "audit.view"),
    }
    return render(request, "audience/inbox/gone.html", context, status=410)


def _joined(request: HttpRequest, lead: Lead) -> HttpResponse:
    assert lead.merged_into_id
    kept = shown_leads(membership_of(request)).filter(pk=lead.merged_into_id).first()
    if kept is None:
        return answer(request, lead.merged_into_id)
    if request.method == "POST":
        words = _("That lead was joined with %(name)s meanwhile. What you sent was not kept; here is what they became.")
    else:
        words = _("The lead you asked for was joined with %(name)s.")
    messages.info(request, words % {"name": name_of(kept)})
    return redirect("lead", workspace_of(request).slug, kept.pk)
