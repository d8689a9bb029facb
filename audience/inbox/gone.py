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
from workspaces.moments import moment_words, wall


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One that was joined leads to what it became; of an erased one when and by whom. `Http404` for all others."""
    reader = membership_of(request)
    lead = get_object_or_404(gone_leads(reader), pk=pk)
    if lead.merged_into_id:
        return _joined(request, lead)
    zone = workspace_of(request).zone
    context = {
        "when": moment_words(lead.erased_at, zone, member(request)) if lead.erased_at else "",
        "year": wall(lead.erased_at, zone).year if lead.erased_at else "",
        "by_person": LeadEntry.objects.filter(lead=lead, kind=LeadEntry.Kind.ERASED).exists(),
        "reads_log": allowed(reader.role, "audit.view"),
    }
    return render(request, "audience/inbox/gone.html", context, status=410)


def _joined(request: HttpRequest, lead: Lead) -> HttpResponse:
    kept = get_object_or_404(shown_leads(membership_of(request)), pk=lead.merged_into_id)
    if request.method == "POST":
        words = _("That lead was joined with %(name)s meanwhile. What you sent was not kept; here is what they became.")
    else:
        words = _("The lead you asked for was joined with %(name)s.")
    messages.info(request, words % {"name": name_of(kept)})
    return redirect("lead", workspace_of(request).slug, kept.pk)
