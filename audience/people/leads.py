"""What leads tell about people, as far as a member reads them; those in the spam folder are nobody."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audience.inbox.lead_words import name_of, where
from audience.kept import shown_leads
from audience.models import Lead
from audience.noted import notes_of, with_notes, writer_of
from audience.people.entries import ENTRIES_MAX, Entry, Note, Remarks, Source
from audience.searching import matching
from workspaces.models import Membership

KIND = "lead"


def source(reader: Membership) -> Source:
    leads = _leads(reader)

    def entries(emails: Collection[str], phones: Collection[str]) -> list[Entry]:
        return _told(leads.filter(_met_by(emails, phones))[:ENTRIES_MAX])

    def contacts(search: str, limit: int) -> list[Entry]:
        return _told((leads.filter(matching(search)) if search else leads)[:limit])

    def one(pk: int) -> Entry | None:
        return next(iter(_told(leads.filter(pk=pk))), None)

    def remarks(pks: Collection[int]) -> Mapping[int, Remarks]:
        return {lead.pk: _remarks(lead) for lead in with_notes(leads.filter(pk__in=pks))}

    return Source(kind=KIND, entries=entries, contacts=contacts, one=one, counted=_counted, remarks=remarks)


def _counted(number: int) -> str:
    return ngettext("%(number)d lead", "%(number)d leads", number) % {"number": number}


def _leads(reader: Membership) -> "QuerySet[Lead]":
    """The newest first."""
    return shown_leads(reader).filter(folder=Lead.Folder.INBOX).select_related("card", "code")


def _met_by(emails: Collection[str], phones: Collection[str]) -> Q:
    """By what a lead says now, and by what those say that were joined into it."""
    ways = Q(email__in=emails) | Q(phone__in=phones)
    joined = Lead.objects.filter(ways, erased_at=None, merged_into__isnull=False)
    return ways | Q(pk__in=joined.values("merged_into"))


def _joined(leads: Iterable[Lead]) -> dict[int, list[tuple[str, str]]]:
    """Addresses and numbers of those that were joined into these."""
    found: dict[int, list[tuple[str, str]]] = {}
    rows = Lead.objects.filter(merged_into__in=[lead.pk for lead in leads], erased_at=None)
    for lead, email, phone in rows.values_list("merged_into", "email", "phone"):
        found.setdefault(lead or 0, []).append((email, phone))
    return found


def _told(leads: Iterable[Lead]) -> list[Entry]:
    leads = list(leads)
    joined = _joined(leads)
    return [
        Entry(
            kind=KIND,
            pk=lead.pk,
            at=lead.created_at,
            name=name_of(lead),
            email=lead.email,
            phone=lead.phone,
            icon="lead",
            title=_("Left their details"),
            detail=f"{where(lead)} · {lead.get_status_display()}",
            met_as=tuple(joined.get(lead.pk, ())),
        )
        for lead in leads
    ]


def _remarks(lead: Lead) -> Remarks:
    return Remarks(
        words=lead.note,
        tags=tuple(tag.name for tag in lead.tags.all()),
        notes=tuple(Note(one.text, writer_of(one), one.at) for one in notes_of(lead)),
    )
