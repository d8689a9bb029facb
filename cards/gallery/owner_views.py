"""The albums of a workspace: made, ordered, changed, deleted (cards 32)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import Case, Q, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cards import room, room_words
from cards.editor.finding import member, role_of, workspace_of
from cards.gallery import arranging, picture_acts, shown, wording
from cards.gallery.finding import number, own_album, pictures_of
from cards.gallery.forms import AlbumForm, NewAlbumForm, PicturesForm, WordsForm
from cards.gallery.tiles import tiles
from cards.models import Album, AlbumPhoto, Card
from workspaces.access import allowed, needs


@needs("cards.view", post="cards.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def albums(request: HttpRequest) -> HttpResponse:
    """POST: `act=add` with a title; `act=up`, `down`, `hide` or `show` with an album."""
    if request.method != "POST":
        return _list(request, NewAlbumForm())
    act = request.POST.get("act", "")
    if act == "add":
        return _add(request)
    if act not in {"up", "down", "hide", "show"}:
        raise BadRequest("unknown act")
    album = own_album(number(request.POST.get("album", "")))
    if act in {"up", "down"}:
        arranging.move_album(album=album, down=act == "down")
    else:
        arranging.change_album(album=album, values={"hidden": act == "hide"})
    return redirect("albums", workspace_of(request).slug)


def _add(request: HttpRequest) -> HttpResponse:
    form = NewAlbumForm(request.POST)
    if not form.is_valid():
        return _list(request, form, 422)
    try:
        made = arranging.add_album(workspace=workspace_of(request), title=form.cleaned_data["title"])
    except arranging.TooManyAlbums as refused:
        form.add_error(None, wording.too_many(refused))
        return _list(request, form, 422)
    messages.success(request, _("“%(title)s” is there. Add pictures to it.") % {"title": made.title})
    return redirect("album", workspace_of(request).slug, made.pk)


def _list(request: HttpRequest, form: NewAlbumForm, status: int = 200) -> HttpResponse:
    rows = list(Album.objects.get_queryset().counted().select_related("cover__photo"))
    faces = shown.faces(rows)
    context = {
        "rows": [(one, faces[one.pk]) for one in rows],
        "form": form,
        "room": room_words.of_room(room.of(workspace_of(request))),
        "may_edit": allowed(role_of(request), "cards.edit"),
    }
    return render(request, "cards/gallery/albums.html", context, status=status)


@needs("cards.view", post="cards.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def album(request: HttpRequest, album: int) -> HttpResponse:
    """POST: `act=change` says what the album is; every other act is about its pictures (`picture_acts`)."""
    found = own_album(album)
    if request.method != "POST":
        return page(request, found)
    if request.POST.get("act") != "change":
        return _act(request, found)
    form = AlbumForm(request.POST, album=found)
    if not form.is_valid():
        return page(request, found, form=form, status=422)
    arranging.change_album(album=found, values=form.cleaned_data)
    messages.success(request, _("The album is saved."))
    return redirect("album", workspace_of(request).slug, found.pk)


def _act(request: HttpRequest, album: Album) -> HttpResponse:
    """What was typed into captions is kept by every act."""
    words = WordsForm(request.POST, pictures=pictures_of(album))
    if not words.is_valid():
        return page(request, album, words=words, status=422)
    arranging.describe(album=album, words=words.words())
    done = picture_acts.do(request, album)
    if isinstance(done, HttpResponse):
        return done
    answer = redirect("album", workspace_of(request).slug, album.pk)
    answer["Location"] += done
    return answer


@needs("cards.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def album_delete(request: HttpRequest, album: int) -> HttpResponse:
    """GET asks, POST does it."""
    found = own_album(album)
    if request.method != "POST":
        context = {"album": found, "number": pictures_of(found).count()}
        return render(request, "cards/gallery/album_delete.html", context)
    arranging.delete_album(album=found, by=member(request))
    messages.success(request, _("“%(title)s” is deleted, with its pictures.") % {"title": found.title})
    return redirect("albums", workspace_of(request).slug)


def page(request: HttpRequest, album: Album, *, status: int = 200, **forms: Any) -> HttpResponse:
    """One album; `form`, `words` and `adding` are forms that were refused."""
    pictures = list(pictures_of(album))
    laid = tiles(pictures, forms.get("words"))
    card = _card()
    context = {
        "album": album,
        "form": forms.get("form") or AlbumForm(album=album),
        "words": forms.get("words"),
        "adding": forms.get("adding") or PicturesForm(),
        "tiles": laid,
        "waiting": any(one.state == AlbumPhoto.State.WAITING for one in pictures),
        "undescribed": sum(one.state == AlbumPhoto.State.READY and not one.alt for one in pictures),
        "others": Album.objects.exclude(pk=album.pk),
        "card": card,
        "seen_at": _seen_at(card, album, pictures),
        "room": room_words.of_room(room.of(workspace_of(request))),
        "may_edit": allowed(role_of(request), "cards.edit"),
    }
    return render(request, "cards/gallery/album.html", context, status=status)


def _card() -> Card | None:
    """The workspace's first public card, else its first: where one goes back to."""
    public = Q(status=Card.Status.PUBLISHED)
    return Card.objects.get_queryset().kept().order_by(Case(When(public, then=0), default=1), "pk").first()


def _seen_at(card: Card | None, album: Album, pictures: list[AlbumPhoto]) -> str:
    """The album as visitors see it on that card; empty while they do not."""
    ready = any(one.state == AlbumPhoto.State.READY for one in pictures)
    return shown.address(card, album) if card and card.is_public and ready and not album.hidden else ""
