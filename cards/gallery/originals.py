"""Uploads as they came, until they are developed: in a place of their own that no address leads to (cards 31)."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from cards.models import AlbumPhoto


def folder() -> Storage:
    """Of the object store where there is one, else of this machine."""
    if "originals" in settings.STORAGES:
        return storages["originals"]
    return FileSystemStorage(settings.ORIGINALS_ROOT, file_permissions_mode=0o600, directory_permissions_mode=0o700)


def put(file: "File[Any]") -> str:
    """Store an upload under a name of ours."""
    name = uuid.uuid4().hex
    return folder().save(f"{name[:2]}/{name}", file)


def read(name: str) -> bytes:
    """Raises `FileNotFoundError`."""
    with folder().open(name) as file:
        return bytes(file.read())


def remove(names: Iterable[str]) -> None:
    """One that is gone already is no error."""
    for name in names:
        folder().delete(name)


def collect_orphans(*, before: datetime) -> int:
    """Delete originals older than `before` that no picture waits for. Says how many."""
    kept = folder()
    try:
        shelves, _files = kept.listdir("")
    except FileNotFoundError:
        return 0
    removed = 0
    for shelf in shelves:
        names = [f"{shelf}/{name}" for name in kept.listdir(shelf)[1]]
        named = set(AlbumPhoto.unscoped.filter(original__in=names).values_list("original", flat=True))
        orphans = [name for name in names if name not in named and kept.get_modified_time(name) < before]
        remove(orphans)
        removed += len(orphans)
    return removed
