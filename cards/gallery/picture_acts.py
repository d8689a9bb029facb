"""What an owner does with the pictures of an album: one act a form, by buttons, by dragging, by many at once."""

import re
from typing import Final

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cards.gallery import arranging
from cards.gallery.finding import number, numbers, own_album, own_picture, pictures_of
from cards.gallery.tiles import tiles
from cards.models import Album

_MOVE: Final = re.compile(r"move ([0-9]{1,18}) (before|after) ([0-9]{1,18})", re.ASCII)
_ONE: Final = re.compile(r"(cover|discard) ([0-9]{1,18})", re.ASCII)


def do(request: HttpRequest, album: Album) -> HttpResponse | str:
    """Where on the album's page to go on, or an answer of its own. Raises `BadRequest` for an unknown act."""
    act = request.POST.get("act", "")
    if match := _MOVE.fullmatch(act):
        picture, beside = own_picture(album, match[1]), own_picture(album, match[3])
        arranging.move(picture=picture, beside=beside, after=match[2] == "after")
        return f"#picture-{picture.pk}"
    if match := _ONE.fullmatch(act):
        return _one(request, album, match[1], match[2])
    if act == "words":
        messages.success(request, _("Captions and descriptions are saved."))
        return "#pictures"
    if act in {"delete", "erase", "transfer"}:
        return _many(request, album, act)
    raise BadRequest("unknown act")


def _one(request: HttpRequest, album: Album, act: str, sent: str) -> str:
    picture = own_picture(album, sent)
    if act == "cover":
        arranging.set_cover(picture=picture)
        messages.success(request, _("The album shows this picture as its cover."))
        return f"#picture-{picture.pk}"
    arranging.delete_pictures(workspace=album.workspace, pictures=pictures_of(album).filter(pk=picture.pk))
    return "#pictures"


def _many(request: HttpRequest, album: Album, act: str) -> HttpResponse | str:
    chosen = pictures_of(album).filter(pk__in=numbers(request.POST.getlist("chosen")))
    if not chosen:
        messages.error(request, _("Choose pictures first: tick the box beside each."))
        return "#pictures"
    if act == "delete":
        return render(request, "cards/gallery/pictures_delete.html", {"album": album, "tiles": tiles(chosen)})
    if act == "erase":
        done = arranging.delete_pictures(workspace=album.workspace, pictures=chosen)
        words = ngettext("%(number)d picture is deleted.", "%(number)d pictures are deleted.", done)
        messages.success(request, words % {"number": done})
        return "#pictures"
    to = own_album(number(request.POST.get("to", "")))
    done = arranging.move_to(album=to, pictures=chosen)
    words = ngettext("%(number)d picture is in “%(title)s” now.", "%(number)d pictures are in “%(title)s” now.", done)
    messages.success(request, words % {"number": done, "title": to.title})
    return "#pictures"
