"""Leads as rows of a table to download; what the table is written by makes every cell inert (cards 75; A44)."""

from collections.abc import Iterable, Iterator
from typing import Final
from zoneinfo import ZoneInfo

from audience.models import Lead
from cardsite.kit.spreadsheet import Cell

COLUMNS: Final = (
    *("received", "name", "email", "phone", "company", "note", "answers"),
    *("status", "tags", "given to", "card", "code", "folder", "consent", "consented"),
)


def rows(leads: Iterable[Lead], zone: str) -> Iterator[list[Cell]]:
    """They come with card, code, assignee and tags; times on the clock of `zone`."""
    clock = ZoneInfo(zone)
    for lead in leads:
        consented = f"{lead.consented_at.astimezone(clock):%Y-%m-%d %H:%M}" if lead.consented_at else ""
        yield [
            f"{lead.created_at.astimezone(clock):%Y-%m-%d %H:%M}",
            *(lead.name, lead.email, lead.phone, lead.company, lead.note),
            "; ".join(f"{answer.get('label', '')}: {answer.get('value', '')}" for answer in lead.answers),
            lead.status,
            ", ".join(tag.name for tag in lead.tags.all()),
            lead.assignee.get_full_name() if lead.assignee else "",
            lead.card.name,
            lead.code.label if lead.code else "",
            lead.folder,
            *(lead.consent_text, consented),
        ]
