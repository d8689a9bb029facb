"""Making, ordering, describing and deleting albums and their pictures.

What visitors see of them stands on cards: whoever changes it touches the workspace.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.text import slugify

from cards import photos
from cards.gallery import tasks
from cards.models import Album, AlbumPhoto, Photo
from workspaces import audit
from workspaces.models import User, Workspace

ALBUMS_MAX: Final = 200
_SLUG_MAX: Final = 60


class TooManyAlbums(Exception):
    """A workspace has no more; `limit` is how many."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


@transaction.atomic
def add_album(*, workspace: Workspace, title: str, **values: Any) -> Album:
    """At the front: the newest is what visitors look for. Its address stays, whatever it is called later."""
    _lock(workspace)
    present = Album.objects.all()
    if present.count() >= ALBUMS_MAX:
        raise TooManyAlbums(ALBUMS_MAX)
    made = Album.objects.create(title=title, slug=_free_slug(title), **values)
    _renumber([made, *present.exclude(pk=made.pk)])
    workspace.touch()
    return made


@transaction.atomic
def change_album(*, album: Album, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(album, name, value)
    album.save(update_fields=list(values))
    album.workspace.touch()


@transaction.atomic
def move_album(*, album: Album, down: bool) -> None:
    """One step; past the end nothing happens."""
    _lock(album.workspace)
    rows = list(Album.objects.all())
    at = rows.index(album)
    to = at + 1 if down else at - 1
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
        _renumber(rows)
        album.workspace.touch()


@transaction.atomic
def delete_album(*, album: Album, by: User | None) -> None:
    """With everything in it; the files follow when that is committed (cards 32)."""
    _lock(album.workspace)
    delete_pictures(workspace=album.workspace, pictures=AlbumPhoto.objects.filter(album=album))
    album.delete()
    audit.record("album.delete", f"album {album.slug}", actor=by, before={"title": album.title})


@transaction.atomic
def describe(*, album: Album, words: Mapping[int, Mapping[str, str]]) -> None:
    """`caption` and `alt` of pictures by their ids; only what is other than before is written."""
    changed = []
    for picture in AlbumPhoto.objects.filter(album=album, pk__in=words):
        told = words[picture.pk]
        if any(getattr(picture, name) != text for name, text in told.items()):
            for name, text in told.items():
                setattr(picture, name, text)
            changed.append(picture)
    AlbumPhoto.objects.get_queryset().bulk_update(changed, ["caption", "alt"])
    if changed:
        album.workspace.touch()


@transaction.atomic
def move(*, picture: AlbumPhoto, beside: AlbumPhoto, after: bool = False) -> None:
    """Next to another of the same album: before it, or after."""
    _lock(picture.workspace)
    rows = [one for one in AlbumPhoto.objects.filter(album=picture.album_id) if one != picture]
    at = rows.index(beside) if beside in rows else len(rows)
    rows.insert(at + 1 if after else at, picture)
    _renumber(rows)
    picture.workspace.touch()


@transaction.atomic
def set_cover(*, picture: AlbumPhoto) -> None:
    Album.objects.filter(pk=picture.album_id).update(cover=picture)
    picture.workspace.touch()


@transaction.atomic
def move_to(*, album: Album, pictures: "QuerySet[AlbumPhoto]") -> int:
    """To the end of another album, in their order. Says how many."""
    _lock(album.workspace)
    rows = list(pictures.exclude(album=album))
    first = next_position(AlbumPhoto.objects.filter(album=album))
    for position, picture in enumerate(rows, first):
        picture.album, picture.position = album, position
    AlbumPhoto.objects.get_queryset().bulk_update(rows, ["album", "position"])
    Album.objects.filter(cover__in=rows).exclude(pk=album.pk).update(cover=None)
    album.workspace.touch()
    return len(rows)


@transaction.atomic
def delete_pictures(*, workspace: Workspace, pictures: "QuerySet[AlbumPhoto]") -> int:
    """Rows at once, all their files by one effect each. Says how many."""
    rows = list(pictures)
    shown = list(Photo.objects.filter(pk__in=[one.photo_id for one in rows if one.photo_id]))
    AlbumPhoto.objects.filter(pk__in=[one.pk for one in rows]).delete()
    Photo.objects.filter(pk__in=[photo.pk for photo in shown]).delete()
    _forget(workspace, shown, [one.original for one in rows if one.original])
    workspace.touch()
    return len(rows)


def _forget(workspace: Workspace, shown: Iterable[Photo], originals: Collection[str]) -> None:
    names = [name for photo in shown for name in photos.names_in(photo.renditions)]
    if names:
        photos.remove_files.enqueue(workspace=workspace, payload=json.dumps(names))
    if originals:
        tasks.forget_originals.enqueue(workspace=workspace, payload=json.dumps(originals))


def next_position(rows: "QuerySet[Any]") -> int:
    """At the end of a list."""
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def _renumber(rows: "Iterable[Any]") -> None:
    for position, row in enumerate(rows):
        if row.position != position:
            type(row).objects.filter(pk=row.pk).update(position=position)


def _free_slug(title: str) -> str:
    stem = slugify(title)[:_SLUG_MAX].strip("-_") or "album"
    taken = set(Album.objects.values_list("slug", flat=True))
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem[: _SLUG_MAX - len(str(number)) - 1]}-{number}"
    return slug


def _lock(workspace: Workspace) -> None:
    """One change of the albums at a time."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)
