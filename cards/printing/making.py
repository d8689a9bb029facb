"""Making a bundle: a folder for each card, written to disk piece by piece (cards 48). Safe to run twice."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from time import monotonic, sleep, thread_time
from typing import IO, Any, Final

import structlog
from django.core.files.storage import default_storage
from django.utils import timezone

from cards import drawing, sheet_files, signs
from cards.drawing import short_link
from cards.models import Card, Code, PrintBundle
from cards.printing import parts
from cards.sheet_files import TooSmall
from cards.tasks import draw_code
from cardsite.kit import spreadsheet
from workspaces import export_shelf, outbox
from workspaces.archive import Archive

log = structlog.get_logger(__name__)

FOLDER: Final = "print/"
KEPT: Final = timedelta(days=7)
GIVEN_UP: Final = timedelta(days=1)
TOLD_EVERY: Final = 0.5
GIVES_WAY: Final = 2.0
"""Seconds at most that a card waits for effects of others: with five hundred cards still within the lease."""


def make(bundle: PrintBundle) -> None:
    """Ready, or failed; what single cards could not have is named."""
    try:
        with export_shelf.desk() as file:
            missing = _write(bundle, file)
            size, stored = file.tell(), export_shelf.put(file, FOLDER)
    except Exception:
        log.warning("bundle_failed", bundle=bundle.pk, exc_info=True)
        _settle(bundle, state=PrintBundle.State.FAILED)
        return
    now = timezone.now()
    _settle(bundle, state=PrintBundle.State.READY, stored=stored, size=size, ready_at=now, missing=missing)


def _write(bundle: PrintBundle, file: IO[Any]) -> list[list[str]]:
    """What is missing: name of the card, part, why."""
    cards = list(Card.objects.get_queryset().kept().filter(pk__in=bundle.cards).select_related("published"))
    missing: list[list[str]] = []
    told = 0.0
    PrintBundle.objects.filter(pk=bundle.pk).update(total=len(cards), done=0)
    with Archive(file) as archive:
        archive.add("cards.csv", spreadsheet.write(["Name", "Title", "Address", "Code"], map(_line, cards)))
        for at, card in enumerate(cards, start=1):
            begun = thread_time()
            missing += _add(archive, card, bundle.parts)
            _give_way(thread_time() - begun)
            if monotonic() - told > TOLD_EVERY:
                told = monotonic()
                PrintBundle.objects.filter(pk=bundle.pk).update(done=at)
    return missing


def _give_way(worked: float) -> None:
    """Who waits for a mail or a drawing comes first, and whoever opens a page meanwhile finds the machine at rest for
    half of the time: in the embedded profile this thread and theirs are one process.
    """
    until = monotonic() + GIVES_WAY
    sleep(min(worked, GIVES_WAY))
    while outbox.others_wait() and monotonic() < until:
        sleep(0.1)


def _line(card: Card) -> list[str]:
    code = next((short_link(one) for one in card.codes.all() if one.is_default), "")
    return [card.name, card.outward.identity.title, signs.address(card), code]


def _add(archive: Archive, card: Card, wanted: list[str]) -> Iterator[list[str]]:
    folder = parts.folder(card.name, card.handle)
    for code in card.codes.filter(retired_at__isnull=True):
        if not drawing.is_current(code):
            draw_code.function(code=code.pk)
            code.refresh_from_db()
        if not drawing.is_current(code):
            yield [card.name, code.label, "undrawn"]
            continue
        for part in wanted:
            name = f"{folder}/{parts.file(part, code.label)}"
            try:
                _put(archive, name, card, code, part)
            except TooSmall:
                yield [card.name, part, "small"]


def _put(archive: Archive, name: str, card: Card, code: Code, part: str) -> None:
    if part in parts.PICTURES:
        archive.add_stored(name, default_storage, code.files[part])
    elif content := sheet_files.sheet(card, code, part):
        archive.add(name, [content])


def _settle(bundle: PrintBundle, **fields: object) -> None:
    """Only while it is still being made: a run frozen past its lease changes nothing."""
    changed = PrintBundle.objects.filter(pk=bundle.pk, state=PrintBundle.State.WORKING).update(**fields)
    if not changed:
        export_shelf.remove(str(fields.get("stored", "")))


def purge(now: datetime) -> None:
    """Files seven days old go with their rows, what nobody finished is a failure, and what no row names goes too."""
    for old in PrintBundle.unscoped.filter(asked_at__lt=now - KEPT).order_by("pk"):
        export_shelf.remove(old.stored)
        PrintBundle.unscoped.filter(pk=old.pk).delete()
    stuck = PrintBundle.unscoped.filter(state=PrintBundle.State.WORKING, asked_at__lt=now - GIVEN_UP)
    stuck.update(state=PrintBundle.State.FAILED)
    named = set(PrintBundle.unscoped.values_list("stored", flat=True))
    for name in export_shelf.names(before=now - GIVEN_UP, folder=FOLDER):
        if name not in named:
            export_shelf.remove(name)
