"""Albums and pictures that private addresses and forms name, within the open workspace: another's answer 404."""

import re
from collections.abc import Iterable
from typing import Final

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from cards.models import Album, AlbumPhoto

_ID: Final = re.compile(r"[0-9]{1,18}", re.ASCII)


def own_album(album: int) -> Album:
    return get_object_or_404(Album.objects.select_related("workspace"), pk=album)


def own_picture(album: Album, sent: str) -> AlbumPhoto:
    return get_object_or_404(pictures_of(album), pk=number(sent))


def pictures_of(album: Album) -> "QuerySet[AlbumPhoto]":
    return AlbumPhoto.objects.select_related("photo", "workspace").filter(album=album)


def number(sent: str) -> int:
    """Raises `BadRequest` for what no page of ours writes."""
    if not _ID.fullmatch(sent):
        raise BadRequest("no number")
    return int(sent)


def numbers(sent: Iterable[str]) -> list[int]:
    return [number(one) for one in sent]
