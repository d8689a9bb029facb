"""What leads and figures bring to an export: two tables (cards 98)."""

from collections.abc import Iterator
from typing import Final

from audience.inbox import export_rows
from audience.kept import kept_leads
from audience.models import DayTotal, Lead
from cardsite.kit import spreadsheet
from cardsite.kit.spreadsheet import Cell
from workspaces.archive import Archive
from workspaces.export_rows import Part
from workspaces.models import Workspace

BATCH: Final = 500
FIGURES: Final = ("day", "card", "figure", "part", "key", "count")


def export(*, workspace: Workspace) -> list[Part]:
    def leads(archive: Archive) -> None:
        rows = export_rows.rows(_leads(), workspace.zone)
        archive.add("tables/leads.csv", spreadsheet.write(export_rows.COLUMNS, rows))

    def figures(archive: Archive) -> None:
        archive.add("tables/figures.csv", spreadsheet.write(FIGURES, _figures()))

    return [leads, figures]


def _leads() -> Iterator[Lead]:
    last = 0
    rows = export_rows.whole(kept_leads()).order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        yield from batch


def _figures() -> Iterator[list[Cell]]:
    last = 0
    rows = DayTotal.objects.select_related("card").order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        for one in batch:
            yield [one.day.isoformat(), one.card.handle, one.figure, one.part, one.key, one.count]
