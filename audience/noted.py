"""What members wrote down about leads, fetched for many at once; the newest first (cards 75)."""

from django.db.models import Prefetch, QuerySet

from audience.models import Lead, LeadEntry


def with_notes(leads: "QuerySet[Lead]") -> "QuerySet[Lead]":
    """With their tags and notes, in one more query each."""
    notes = LeadEntry.objects.filter(kind=LeadEntry.Kind.NOTE).select_related("by").order_by("-at", "-pk")
    return leads.prefetch_related("tags", Prefetch("entries", notes, "notes"))


def notes_of(lead: Lead) -> list[LeadEntry]:
    """Of one that came by `with_notes`."""
    notes: list[LeadEntry] = lead.notes  # type: ignore[attr-defined]  # where the prefetch puts them
    return notes


def writer_of(note: LeadEntry) -> str:
    """Their name; empty for who has no account any more."""
    return note.by.get_full_name() if note.by else ""
