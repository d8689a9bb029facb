"""Keeping and erasing the PDFs of cards: told by what they hold, never by what they are called (cards 34; rule 35)."""

import hashlib
import json
import re
import uuid
from datetime import datetime
from enum import Enum
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from cards import photo_use, photos, room
from cards.models import Attachment, Card
from cardsite.kit.taking_back import or_take_back
from workspaces.models import User, Workspace
from workspaces.scoping import inside

FOLDER: Final = "f"
LARGEST: Final = 10 * 1024 * 1024
_HEADER: Final = re.compile(rb"%PDF-[12]\.\d[\r\n \t]")
_END: Final = b"%%EOF"
_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u202a-\u202e\u2066-\u2069\ud800-\udfff]')


class Reason(Enum):
    TOO_BIG = "too big"
    NO_PDF = "no pdf"
    CUT_OFF = "cut off"


class FileRefused(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def check(data: bytes) -> None:
    """Raises `FileRefused` for what is too large or no whole PDF. Nothing of it is interpreted."""
    if len(data) > LARGEST:
        raise FileRefused(Reason.TOO_BIG)
    if not _HEADER.match(data):
        raise FileRefused(Reason.NO_PDF)
    if _END not in data[-2048:]:
        raise FileRefused(Reason.CUT_OFF)


def title_of(name: str) -> str:
    """What a file is called, fit to be shown and to be a file name again."""
    bare = re.sub(r"\.pdf$", "", name.rpartition("/")[2].rpartition("\\")[2], flags=re.IGNORECASE)
    return " ".join(_NOT_IN_NAMES.sub(" ", bare).split())[:120].strip(" .") or "PDF"


def keep(*, workspace: Workspace, data: bytes, name: str, by: User | None) -> Attachment:
    """The file first and the row second. Raises `FileRefused`, `room.NoRoom`."""
    check(data)
    kept = Attachment(workspace=workspace, title=title_of(name), size=len(data), by=by)
    digest = hashlib.sha256(data).hexdigest()[:16]
    kept.stored = f"{FOLDER}/{kept.pk.hex[:2]}/{kept.pk.hex}{digest}.pdf"
    default_storage.save(kept.stored, ContentFile(data))
    with or_take_back(lambda: default_storage.delete(kept.stored)), transaction.atomic():
        room.locked(workspace).check(kept.size)
        kept.save(force_insert=True)
    return kept


def found(key: str) -> Attachment | None:
    """By the id that a block holds; None for nonsense and for another workspace's."""
    try:
        return Attachment.objects.filter(pk=uuid.UUID(key)).first()
    except ValueError:
        return None


def erase(attachment: Attachment) -> None:
    """Delete the row; its file follows when that is committed."""
    with transaction.atomic():
        stored = attachment.stored
        attachment.delete()
        photos.remove_files.enqueue(workspace=attachment.workspace, payload=json.dumps([stored]))


def erase_unused(*, before: datetime) -> int:
    """Files kept before then that no document names any more. Says how many."""
    old = Attachment.unscoped.filter(created_at__lt=before)
    erased = 0
    for workspace in old.order_by().values_list("workspace", flat=True).distinct():
        with inside(workspace):
            used = photo_use.named_by(Card.objects.all())
            for attachment in Attachment.objects.filter(created_at__lt=before).exclude(pk__in=used):
                erase(attachment)
                erased += 1
    return erased
