"""Albums and pictures as visitors see them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from cards import media
from cards.models import Album, AlbumPhoto, Card
from cards.shown_photos import ShownPhoto, shown


@dataclass(frozen=True)
class ShownPicture:
    """`large` is its largest rendition, on its own; `credit` says whose it is; `last` and `next` are its neighbours'
    addresses, where they are asked for.
    """

    pk: int
    photo: ShownPhoto
    large: str
    large_width: int
    large_height: int
    caption: str
    credit: str
    url: str
    last: str = ""
    next: str = ""


@dataclass(frozen=True)
class ShownAlbum:
    title: str
    url: str
    number: int
    cover: ShownPhoto | None


def pictures_of(album: Album, url: str, most: int | None = None) -> list[ShownPicture]:
    """Those that are ready, in their order; `url` is the album's page."""
    rows = AlbumPhoto.objects.select_related("photo").filter(album=album, state=AlbumPhoto.State.READY)[:most]
    found = (_shown(row, number, album, url) for number, row in enumerate(rows, 1))
    return [one for one in found if one]


def turned(pictures: list[ShownPicture]) -> list[ShownPicture]:
    """Each with the ways to those beside it."""
    urls = ["", *(one.url for one in pictures), ""]
    return [replace(one, last=urls[at], next=urls[at + 2]) for at, one in enumerate(pictures)]


def albums_of(card: Card) -> list[ShownAlbum]:
    """In two queries, however many there are."""
    rows = list(Album.objects.get_queryset().shown().counted().select_related("cover__photo"))
    firsts = _firsts([one for one in rows if one.cover is None or one.cover.photo is None])
    return [_shown_album(card, one, firsts.get(one.pk) or one.cover) for one in rows]


def _shown_album(card: Card, album: Album, face: AlbumPhoto | None) -> ShownAlbum:
    number: int = album.number  # type: ignore[attr-defined]  # counted by the query
    return ShownAlbum(album.title, address(card, album), number, _face(face))


def address(card: Card, album: Album) -> str:
    return reverse("gallery_album", args=[card.handle, album.slug])


def faces(albums: Iterable[Album]) -> dict[int, ShownPhoto | None]:
    """Cover, or first picture, of each by its id, for its owner's list."""
    rows = list(albums)
    firsts = _firsts([one for one in rows if one.cover is None or one.cover.photo is None])
    return {one.pk: _face(firsts.get(one.pk) or one.cover) for one in rows}


def _firsts(albums: list[Album]) -> dict[int, AlbumPhoto]:
    """The first ready picture of each album."""
    rows = AlbumPhoto.objects.select_related("photo").filter(album__in=albums, state=AlbumPhoto.State.READY)
    found: dict[int, AlbumPhoto] = {}
    for row in rows.order_by("album", "position", "pk") if albums else ():
        found.setdefault(row.album_id, row)
    return found


def _face(picture: AlbumPhoto | None) -> ShownPhoto | None:
    return shown(picture.photo, alt="") if picture else None


def _shown(row: AlbumPhoto, number: int, album: Album, url: str) -> ShownPicture | None:
    """Never named by its file: without words of the owner's it is the caption, or its place (cards 32)."""
    words = row.alt or row.caption or _("Picture %(number)d of “%(album)s”") % {"number": number, "album": album.title}
    photo = shown(row.photo, alt=words)
    if photo is None or row.photo is None:
        return None
    largest = max(row.photo.renditions, key=int)
    kinds = row.photo.renditions[largest]
    return ShownPicture(
        pk=row.pk,
        photo=photo,
        large=media.url(kinds["jpeg"]),
        large_width=int(largest),
        large_height=kinds["height"],
        caption=row.caption,
        credit=row.credit or album.copyright,
        url=f"{url}#picture-{row.pk}",
    )
