"""Files from the folders of this machine into the object store of the settings, or back; resumable, and compared.

Names are written once and never change what they hold. So the service may run meanwhile, a second run takes what came
since, and a file of equal size is the same file. Nothing is deleted at the source.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

from cardsite.operating.backup import names_in


class CannotMove(Exception):
    """Why nothing more was moved, in words for the operator."""


@dataclass
class Moved:
    """How many files were copied, and how many were there before."""

    copied: int = 0
    there: int = 0


def move(*, back: bool, said: Callable[[str], object]) -> Moved:
    """Every kind of file in turn, to the store or `back`; `said` is told each kind. Raises `CannotMove`, `OSError`."""
    if not settings.S3_BUCKET:
        raise CannotMove("S3_BUCKET is not set: there is no object store to move to or from.")
    total = Moved()
    for kind, folder, store in places():
        moved = carry(*((store, folder) if back else (folder, store)))
        said(f"{kind:10} {moved.copied:8} copied {moved.there:8} there already")
        total.copied, total.there = total.copied + moved.copied, total.there + moved.there
    return total


def places() -> Iterator[tuple[str, Storage, Storage]]:
    """Each kind of file: its folder on this machine, readable as it would be without a store, and its place there."""
    yield "media", FileSystemStorage(settings.MEDIA_ROOT), storages["default"]
    for kind, root in (("originals", settings.ORIGINALS_ROOT), ("exports", settings.EXPORTS_ROOT)):
        folder = FileSystemStorage(root, file_permissions_mode=0o600, directory_permissions_mode=0o700)
        yield kind, folder, storages[kind]


def carry(source: Storage, target: Storage) -> Moved:
    """All files of one place. Raises `CannotMove` when one does not arrive as it was."""
    moved = Moved()
    for name in names_in(source):
        try:
            content = _content(source, name)
        except FileNotFoundError:  # erased meanwhile
            continue
        if _size(target, name) == len(content):
            moved.there += 1
            continue
        target.delete(name)  # half of it, from a run that was stopped
        target.save(name, ContentFile(content))
        if _content(target, name) != content:
            raise CannotMove(f"{name} did not arrive as it was.")
        moved.copied += 1
    return moved


def _content(store: Storage, name: str) -> bytes:
    with store.open(name) as file:
        return bytes(file.read())


def _size(store: Storage, name: str) -> int | None:
    try:
        return store.size(name)
    except FileNotFoundError:
        return None
