"""What of a workspace's cards stays when it is erased, and what is thrown away with its rows (cards 7, 99)."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from cards import photos
from cards.content import Document
from cards.deleting import NAME_RESERVED
from cards.gallery.tasks import forget_originals
from cards.models import AlbumPhoto, Attachment, Card, Code, Handle, Photo, PrintBundle, Report
from workspaces import export_shelf
from workspaces.models import Workspace

NAMES_A_TIME: Final = 200


@transaction.atomic
def erase(*, workspace: Workspace, now: datetime) -> None:
    """Cards, handles and codes become tombstones. Files go by effects of no workspace: those of this one go with it."""
    for names in _some(_files()):
        photos.remove_files.enqueue(workspace=None, payload=json.dumps(names))
    for names in _some(_originals()):
        forget_originals.enqueue(workspace=None, payload=json.dumps(names))
    for stored in PrintBundle.objects.values_list("stored", flat=True):
        export_shelf.remove(stored)
    Report.objects.filter(card__workspace=workspace).delete()
    Card.objects.get_queryset().update(
        published=None,
        status=Card.Status.DELETED,
        draft=Document().to_json(),
        preview={},
        deleted_at=Coalesce(F("deleted_at"), Value(now)),
        erased_at=Coalesce(F("erased_at"), Value(now)),
        **dict.fromkeys(("name", "folded", "password", "forward_url", "status_before", "suspended_for"), ""),
    )
    Handle.objects.update(state=Handle.State.TOMBSTONE, reserved_until=now + NAME_RESERVED)
    Code.objects.update(label="", style={}, files={}, digest="", reason="")


def _some(names: Iterable[str]) -> Iterator[list[str]]:
    every = list(names)
    for start in range(0, len(every), NAMES_A_TIME):
        yield every[start : start + NAMES_A_TIME]


def _files() -> Iterator[str]:
    for renditions in Photo.objects.values_list("renditions", flat=True):
        yield from photos.names_in(renditions)
    yield from Attachment.objects.values_list("stored", flat=True)
    for files in Code.objects.values_list("files", flat=True):
        yield from files.values()
    for preview in Card.objects.values_list("preview", flat=True):
        if (name := preview.get("name")) and not _shown_elsewhere(name):
            yield name


def _shown_elsewhere(name: str) -> bool:
    """Drawings are named by what they hold: two workspaces may show the same."""
    mine = Card.objects.get_queryset().values("pk")
    return Card.unscoped.filter(preview__name=name).exclude(pk__in=mine).exists()


def _originals() -> Iterator[str]:
    yield from AlbumPhoto.objects.exclude(original="").values_list("original", flat=True)
