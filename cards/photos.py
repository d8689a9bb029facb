"""Keeping and erasing photos: files first and the row second, the row first and the files second (rule 35)."""

import hashlib
import json
import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from cards import images, room
from cards.images import Crop, Rendered
from cards.models.photo import Photo, Rendition
from cardsite.kit.taking_back import or_take_back
from workspaces.models import User, Workspace
from workspaces.outbox import effect

FOLDER: Final = "p"
OWNED: Final = re.compile(rf"{FOLDER}/[0-9a-f]{{2}}/([0-9a-f]{{32}})[0-9a-f]{{16}}-[0-9]+\.(?:webp|jpg)")
WIDTHS: Final = {
    Photo.Purpose.PORTRAIT: (160, 320, 640),
    Photo.Purpose.LOGO: (160, 320, 640),
    Photo.Purpose.COVER: (640, 1280, 2048),
    Photo.Purpose.PRODUCT: (320, 640, 1280),
    Photo.Purpose.GALLERY: images.GALLERY_WIDTHS,
}
SQUARE: Final = {Photo.Purpose.PORTRAIT}

Renditions = dict[str, Rendition]


def keep(
    *,
    workspace: Workspace,
    data: bytes,
    purpose: Photo.Purpose,
    by: User | None,
    crop: Crop | None = None,
    alt: str = "",
) -> Photo:
    """Make renditions of an upload, store them, then write the row. Raises `images.PictureRefused`, `room.NoRoom`.

    Call it outside a transaction: decoding may take seconds.
    """
    rendered = images.render(data, widths=WIDTHS[purpose], crop=crop, square=purpose in SQUARE)
    return write(rendered, workspace=workspace, purpose=purpose, by=by, alt=alt)


def write(
    rendered: Rendered,
    *,
    workspace: Workspace,
    purpose: Photo.Purpose,
    by: User | None,
    alt: str = "",
    frees: int = 0,
) -> Photo:
    """Store renditions, then the row. Raises `room.NoRoom`; whatever fails leaves nothing behind.

    `frees`: bytes of an original that is counted now and goes when this stands in its place.
    """
    photo = Photo(workspace=workspace, purpose=purpose, alt=alt, by=by, colour=rendered.colour)
    photo.width, photo.height = rendered.largest.width, rendered.largest.height
    photo.size = sum(len(size.webp) + len(size.jpeg) for size in rendered.renditions)
    photo.renditions = store(rendered, owner=photo.id)
    with or_take_back(lambda: remove(names_in(photo.renditions))), transaction.atomic():
        room.locked(workspace).check(photo.size - frees)
        photo.save(force_insert=True)
    return photo


def erase(photo: Photo) -> None:
    """Delete the row; its files follow when that is committed (cards 32)."""
    with transaction.atomic():
        names = names_in(photo.renditions)
        photo.delete()
        remove_files.enqueue(workspace=photo.workspace, payload=json.dumps(names))


@effect(lease=timedelta(minutes=2))
def remove_files(*, payload: str) -> None:
    """Delete the files of a row that is gone; safe to run twice."""
    remove(json.loads(payload))


def store(rendered: Rendered, *, owner: uuid.UUID) -> Renditions:
    """Write every file; the names by width. Whatever was written is taken back if one cannot be."""
    names = {
        str(size.width): Rendition(
            webp=_name(owner, size.webp, size.width, "webp"),
            jpeg=_name(owner, size.jpeg, size.width, "jpg"),
            height=size.height,
        )
        for size in rendered.renditions
    }
    with or_take_back(lambda: remove(names_in(names))):
        for size in rendered.renditions:
            kinds = names[str(size.width)]
            default_storage.save(kinds["webp"], ContentFile(size.webp))
            default_storage.save(kinds["jpeg"], ContentFile(size.jpeg))
    return names


def _name(owner: uuid.UUID, content: bytes, width: int, suffix: str) -> str:
    """Not to be guessed, never two contents, never two rows, and the row's id can be read from it."""
    digest = hashlib.sha256(content).hexdigest()[:16]
    return f"{FOLDER}/{owner.hex[:2]}/{owner.hex}{digest}-{width}.{suffix}"


def names_in(renditions: Renditions) -> list[str]:
    """Every file name of a photo."""
    return [name for kinds in renditions.values() for name in (kinds["webp"], kinds["jpeg"])]


def remove(names: Iterable[str]) -> None:
    """Delete files; one that is gone already is no error."""
    for name in names:
        default_storage.delete(name)


def collect_orphans(*, before: datetime) -> int:
    """Delete files older than `before` that no row names: uploads that died half-way (F18). Says how many."""
    removed = 0
    for names in _stored():
        owners = {name: uuid.UUID(hex=match[1]) for name in names if (match := OWNED.fullmatch(name))}
        kept = set(Photo.unscoped.filter(pk__in=owners.values()).values_list("pk", flat=True))
        unowned = [name for name, owner in owners.items() if owner not in kept]
        orphans = [name for name in unowned if default_storage.get_modified_time(name) < before]
        remove(orphans)
        removed += len(orphans)
    return removed


def _stored() -> Iterator[list[str]]:
    """Names of files, one folder (1/256 of all) at a time."""
    try:
        folders, _files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for folder in sorted(folders):
        path = f"{FOLDER}/{folder}"
        yield [f"{path}/{name}" for name in default_storage.listdir(path)[1]]
