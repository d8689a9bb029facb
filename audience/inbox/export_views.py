"""Leads as files: a table, contacts in one file, or one contact (cards 75, 87)."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audience import keeping
from audience.inbox import bulk, contact, export_rows, listing
from audience.inbox.bulk import NotDone
from audience.inbox.finding import shown_lead
from audience.inbox.lead_words import name_of
from audience.kept import kept_leads
from audience.models import Lead
from cards.editor.finding import member, membership_of, workspace_of
from cards.saving.browsers import Device, browser
from cardsite.kit import spreadsheet
from workspaces.access import needs


@needs("leads.view")
@require_POST
def leads_export(request: HttpRequest, kind: str) -> HttpResponse | StreamingHttpResponse:
    """The ticked leads; with `all`, all that the list asked for. `kind` is csv or vcf; what leaves is written down."""
    try:
        chosen = _listed(request) if request.POST.get("all") == "1" else bulk.ticked(request)
    except NotDone as refused:
        messages.error(request, refused.words)
        return redirect("leads", workspace_of(request).slug)
    leads = list(export_rows.whole(kept_leads().filter(pk__in=chosen)).select_related("workspace"))
    if kind == "vcf" and _one_by_one(request, leads):
        context = {"leads": [(lead.pk, name_of(lead)) for lead in leads]}
        return render(request, "audience/inbox/contacts.html", context)
    keeping.exported(leads=chosen, kind=kind, by=member(request))
    return _contacts(request, leads) if kind == "vcf" else _table(request, leads)


@needs("leads.view")
@require_safe
def lead_contact(request: HttpRequest, lead: int) -> HttpResponse:
    """One contact, as phones save it."""
    found = shown_lead(request, lead)
    headers = {"Content-Disposition": contact.disposition(found)}
    return HttpResponse(contact.contact(found), content_type="text/vcard; charset=utf-8", headers=headers)


def _listed(request: HttpRequest) -> list[int]:
    """Of the whole inbox, where nothing in particular was asked for."""
    return list(listing.chosen(bulk.asked(request), membership_of(request)).values_list("pk", flat=True))


def _one_by_one(request: HttpRequest, leads: list[Lead]) -> bool:
    """An iPhone takes the first contact of a file and leaves the others; `whole` asks for the one file all the same."""
    on_iphone = browser(request.headers.get("User-Agent", "")).device is Device.IPHONE
    return on_iphone and len(leads) > 1 and request.POST.get("whole") != "1"


def _contacts(request: HttpRequest, leads: Iterable[Lead]) -> HttpResponse:
    body = b"".join(contact.contact(lead) for lead in leads)
    return HttpResponse(body, content_type="text/vcard; charset=utf-8", headers=_saved_as(request, "vcf"))


def _table(request: HttpRequest, leads: Iterable[Lead]) -> StreamingHttpResponse:
    pieces = spreadsheet.write(export_rows.COLUMNS, export_rows.rows(leads, workspace_of(request).zone))
    return StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8", headers=_saved_as(request, "csv"))


def _saved_as(request: HttpRequest, ending: str) -> dict[str, str]:
    name = f"{workspace_of(request).slug}-leads-{timezone.now():%Y-%m-%d}.{ending}"
    return {"Content-Disposition": f'attachment; filename="{name}"'}
