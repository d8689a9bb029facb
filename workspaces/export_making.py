"""Making an export: every room's parts one after the other into a private file (cards 98). Safe to run twice."""

import errno
from datetime import datetime, timedelta
from time import monotonic
from typing import IO, Any, Final

import structlog
from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from cardsite.kit.signing import AHEAD
from workspaces import export_shelf
from workspaces.archive import Archive, StoreBroken
from workspaces.export_rows import Part, itself, tables
from workspaces.models import Export, Workspace

log = structlog.get_logger(__name__)

KEPT: Final = timedelta(days=7)
GIVEN_UP: Final = timedelta(days=1)
TOLD_EVERY: Final = 0.5
FULL: Final = {errno.ENOSPC, errno.EDQUOT}

READ_ME: Final = """\
What the workspace holds, taken along on {day}.

cards/   each published card as a page (open index.html), its contact file and its codes
media/   pictures and files
tables/  bookings, orders, products, leads and figures, for spreadsheets
data/    every row as JSON, one file a kind; passwords and keys are left out
{missing}"""


def make(export: Export) -> bool:
    """Whether it is ready; a failure is written down in a word, and said to the owner."""
    try:
        with export_shelf.desk() as file:
            _write(export, file)
            size, stored = file.tell(), export_shelf.put(file)
    except Exception as error:
        log.warning("export_failed", export=export.pk, exc_info=True)
        return _settle(export, state=Export.State.FAILED, error=_word(error))
    return _settle(export, state=Export.State.READY, stored=stored, size=size, ready_at=timezone.now(), error="")


def parts(workspace: Workspace) -> list[Part]:
    """Those of `workspaces` first, then of each room that has an `export`."""
    rooms = [room for app in apps.get_app_configs() if (room := getattr(app, "export", None))]
    return [*itself(workspace), *tables(workspace), *(part for room in rooms for part in room(workspace=workspace))]


def _write(export: Export, file: IO[Any]) -> None:
    steps, told = parts(export.workspace), 0.0
    Export.objects.filter(pk=export.pk).update(total=len(steps), done=0)
    with Archive(file) as archive:
        for at, step in enumerate(steps, start=1):
            step(archive)
            if monotonic() - told > TOLD_EVERY:
                told = monotonic()
                Export.objects.filter(pk=export.pk).update(done=at)
        archive.add("read-me.txt", [_read_me(archive.missing).encode()])
    Export.objects.filter(pk=export.pk).update(done=len(steps))


def _read_me(missing: list[str]) -> str:
    lines = "\n".join(["", "These files were not found:", *missing]) if missing else ""
    return READ_ME.format(day=f"{timezone.now():%Y-%m-%d %H:%M} UTC", missing=lines)


def _word(error: Exception) -> str:
    if isinstance(error, StoreBroken):
        return "store"
    return "disk" if isinstance(error, OSError) and error.errno in FULL else "other"


def _settle(export: Export, **fields: object) -> bool:
    """Only while it is still being made: a run frozen past its lease changes nothing."""
    changed = Export.objects.filter(pk=export.pk, state=Export.State.WORKING).update(**fields)
    stored = str(fields.get("stored", ""))
    if stored and not changed:
        export_shelf.remove(stored)
    return bool(stored and changed)


def is_kept(export: Export, now: datetime) -> bool:
    """For seven days; and not when it was made by a clock that was wrong (F24)."""
    made = export.ready_at
    return made is not None and made - AHEAD <= now <= made + KEPT


def purge(now: datetime) -> None:
    """Files not kept any longer go, what nobody ever finished is a failure, and files that no row names go too."""
    wrong = Q(ready_at__lt=now - KEPT) | Q(ready_at__gt=now + AHEAD)
    for export in Export.unscoped.filter(wrong).order_by("pk"):
        export_shelf.remove(export.stored)
        Export.unscoped.filter(pk=export.pk).delete()
    stuck = Export.unscoped.filter(state=Export.State.WORKING, asked_at__lt=now - GIVEN_UP)
    stuck.update(state=Export.State.FAILED, error="other")
    Export.unscoped.filter(state=Export.State.FAILED, asked_at__lt=now - KEPT).delete()
    named = set(Export.unscoped.values_list("stored", flat=True))
    for name in export_shelf.names(before=now - GIVEN_UP):
        if name not in named:
            export_shelf.remove(name)
