"""Pictures arriving in an album, one by one from a script or many from a plain form; and how they stand (cards 30)."""

from typing import Final

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cards import room, room_words
from cards.editor import limits
from cards.editor.finding import workspace_of
from cards.editor.photo_views import refusal_words
from cards.gallery import receiving, wording
from cards.gallery.finding import numbers, own_album, pictures_of
from cards.gallery.forms import File, PicturesForm
from cards.gallery.owner_views import page
from cards.gallery.receiving import AlbumFull
from cards.gallery.tiles import tiles
from cards.images import PictureRefused
from cards.models import Album, AlbumPhoto
from cards.room import NoRoom
from cardsite.kit.throttle import TooMany
from workspaces.access import needs

PICTURES_AN_HOUR: Final = 1000

log = structlog.get_logger(__name__)


class _NotTaken(Exception):
    """In words that say the remedy; `status` of the answer."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.words, self.status = words, status


@needs("cards.edit")
@require_POST
def album_pictures(request: HttpRequest, album: int) -> HttpResponse:
    """Answers a script with the picture's place in the list (201) or why not in plain words; a form with the page."""
    found = own_album(album)
    form = PicturesForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, found, adding=form, status=422)
    files, credit = form.cleaned_data["pictures"], form.cleaned_data["credit"]
    if request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        return _one(request, found, files[0], credit)
    return _all(request, found, form, files)


def _one(request: HttpRequest, album: Album, file: File, credit: str) -> HttpResponse:
    try:
        picture = _taken(request, album, file, credit)
    except _NotTaken as refused:
        return HttpResponse(refused.words, content_type="text/plain; charset=utf-8", status=refused.status)
    laid = [tile for tile in tiles(pictures_of(album)) if tile.picture.pk == picture.pk]
    return render(request, "cards/gallery/tiles.html", {"album": album, "tiles": laid, "may_edit": True}, status=201)


def _all(request: HttpRequest, album: Album, form: PicturesForm, files: list[File]) -> HttpResponse:
    """Those that can be taken are; of the others it is said why."""
    taken = 0
    for file in files:
        try:
            _taken(request, album, file, "")
        except _NotTaken as refused:
            form.add_error("pictures", f"{file.name}: {refused.words}")
        else:
            taken += 1
    if taken:
        words = ngettext("%(number)d picture arrived.", "%(number)d pictures arrived.", taken)
        messages.success(request, words % {"number": taken})
    if form.errors:
        return page(request, album, adding=form, status=422)
    return redirect("album", workspace_of(request).slug, album.pk)


def _taken(request: HttpRequest, album: Album, file: File, credit: str) -> AlbumPhoto:
    """Raises `_NotTaken`."""
    try:
        limits.count(workspace_of(request), "gallery", an_hour=PICTURES_AN_HOUR)
        return receiving.take(album=album, file=file, filename=file.name or "", credit=credit)
    except TooMany as limit:
        raise _NotTaken(limits.words(limit.retry_after), 429) from limit
    except PictureRefused as refused:
        raise _NotTaken(refusal_words(refused, file), 422) from refused
    except (NoRoom, AlbumFull) as refused:
        raise _NotTaken(wording.refused_upload(refused), 422) from refused
    except Album.DoesNotExist as gone:
        raise _NotTaken(_("This album was deleted meanwhile."), 409) from gone
    except OSError as failed:
        log.exception("gallery.not_stored", album=album.pk)
        raise _NotTaken(_("The picture could not be stored just now. Try again in a few minutes."), 507) from failed


@needs("cards.edit")
@require_safe
def album_state(request: HttpRequest, album: int) -> HttpResponse:
    """Of the pictures that a page believes are `waiting`: those that are not any more, each to take its place."""
    found = own_album(album)
    asked = set(numbers(request.GET.getlist("waiting")[: receiving.PICTURES_MAX]))
    laid = [tile for tile in tiles(pictures_of(found)) if tile.picture.pk in asked]
    waiting = [tile for tile in laid if tile.picture.state == AlbumPhoto.State.WAITING]
    ready, refused = [tile for tile in laid if tile.photo], [tile for tile in laid if tile.refused]
    used = "" if waiting else room_words.of_room(room.of(workspace_of(request)))
    context = {"album": found, "room": used, "tiles": ready, "refused": refused, "waiting": waiting, "anew": True}
    return render(request, "cards/gallery/state.html", context)
