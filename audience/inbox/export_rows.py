"""Leads as rows of a table to download; what the table is written by makes every cell inert (cards 75; A44)."""

from collections.abc import Iterable, Iterator
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from audience.models import Lead, LeadEntry
from audience.noted import notes_of, with_notes, writer_of
from cards.phones import tabled
from cardsite.kit.spreadsheet import Cell

COLUMNS: Final = (
    *("received", "name", "email", "phone", "company", "note", "answers"),
    *("status", "tags", "team notes", "given to", "card", "code", "folder", "consent", "consented"),
)


def whole(leads: "QuerySet[Lead]") -> "QuerySet[Lead]":
    """With everything a row says, in as many queries for many as for one."""
    return with_notes(leads.select_related("card", "code", "assignee"))


def rows(leads: Iterable[Lead], zone: str) -> Iterator[list[Cell]]:
    """They come `whole`; times on the clock of `zone`."""
    clock = ZoneInfo(zone)
    for lead in leads:
        consented = f"{lead.consented_at.astimezone(clock):%Y-%m-%d %H:%M}" if lead.consented_at else ""
        yield [
            f"{lead.created_at.astimezone(clock):%Y-%m-%d %H:%M}",
            *(lead.name, lead.email, tabled(lead.phone), lead.company, lead.note),
            "; ".join(f"{answer.get('label', '')}: {answer.get('value', '')}" for answer in lead.answers),
            str(lead.get_status_display()),
            ", ".join(tag.name for tag in lead.tags.all()),
            "\n".join(_note(one, clock) for one in notes_of(lead)),
            lead.assignee.get_full_name() if lead.assignee else "",
            lead.card.name,
            lead.code.label if lead.code else "",
            lead.folder,
            *(lead.consent_text, consented),
        ]


def _note(note: LeadEntry, clock: ZoneInfo) -> str:
    """A line of its own: when, who, what."""
    return f"{note.at.astimezone(clock):%Y-%m-%d %H:%M} {writer_of(note)}: {note.text}"
