"""What the page of one lead shows: the person, ways to reach them, how it stands, what happened (cards 75)."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest

from audience.inbox import lead_words, listing
from audience.inbox.forms import HandlingForm
from audience.inbox.greeting import greeting
from audience.models import Lead, LeadEntry
from audience.people.finding import others
from cards.content import Phone
from cards.editor.finding import member, membership_of
from cards.phones import readable
from cards.reaching import chat_url, phone_url
from workspaces.access import allowed
from workspaces.moments import moment_words


def page_of(lead: Lead, request: HttpRequest) -> dict[str, Any]:
    """Its form is a fresh one; a view puts a refused one in its place."""
    user, reader, zone = member(request), membership_of(request), lead.workspace.zone
    entries = LeadEntry.objects.filter(lead=lead).select_related("by")
    return {
        "lead": lead,
        "name": lead_words.name_of(lead),
        "tone": listing.tone(lead),
        "met": lead_words.where(lead),
        "met_at": moment_words(lead.created_at, zone, user),
        "consented_at": moment_words(lead.consented_at, zone, user) if lead.consented_at else "",
        "tags": [tag.name for tag in lead.tags.all()],
        "known_tags": listing.tags(reader),
        "history": lead_words.history(entries, zone, user),
        "same_person": others(reader, kind="lead", pk=lead.pk, email=lead.email, phone=lead.phone),
        "handling_form": HandlingForm(initial={"status": lead.status, "assignee": lead.assignee_id}),
        "may_edit": allowed(reader.role, "leads.edit"),
        "may_delete": allowed(reader.role, "leads.delete"),
    } | reaching(lead)


def reaching(lead: Lead) -> dict[str, str]:
    """Links a tap opens; number and address were checked when they were left."""
    phone = Phone.model_construct(number=lead.phone)
    return {
        "number": readable(lead.phone) if lead.phone else "",
        "call": phone_url(phone) if lead.phone else "",
        "chat": chat_url(phone, greeting(lead)) if lead.phone else "",
        "mail": f"mailto:{quote(lead.email, safe='@+')}" if lead.email else "",
    }
