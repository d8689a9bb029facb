"""Where exports lie until they are fetched: in a private place that no address leads to (cards 98; rule 35)."""

import tempfile
import uuid
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages


def shelf() -> Storage:
    """Of the object store where there is one, else of this machine."""
    if "exports" in settings.STORAGES:
        return storages["exports"]
    return FileSystemStorage(settings.EXPORTS_ROOT, file_permissions_mode=0o600, directory_permissions_mode=0o700)


def desk() -> IO[Any]:
    """A file to write on, on this machine's own disk; it is gone when it is closed, also after a kill."""
    Path(settings.EXPORTS_ROOT).mkdir(mode=0o700, parents=True, exist_ok=True)
    return tempfile.TemporaryFile(dir=settings.EXPORTS_ROOT)


def put(file: IO[Any], folder: str = "") -> str:
    """The name under which it lies there; what is no export of a workspace lies in a folder of its own."""
    file.seek(0)
    return shelf().save(f"{folder}{uuid.uuid4().hex}.zip", File(file))


def remove(stored: str) -> None:
    """One that is gone already is no error."""
    if stored:
        shelf().delete(stored)


def names(*, before: datetime, folder: str = "") -> list[str]:
    """Of all files put there before then; those of a folder, or those of none."""
    place = shelf()
    try:
        found = [f"{folder}{name}" for name in place.listdir(folder)[1]]
    except FileNotFoundError:
        return []
    return [name for name in found if place.get_modified_time(name) < before]
