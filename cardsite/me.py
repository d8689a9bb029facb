"""A person about themselves: name, picture, language, zone and appearance."""

import json
from typing import Final

import structlog
from django.contrib import messages
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cards import images, photos, stored_files
from cards.media import url
from workspaces.access import personal
from workspaces.forms import PersonForm
from workspaces.models import User

log = structlog.get_logger(__name__)

FOLDER: Final = "u"
SIDE: Final = 320


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """One page: the words of `PersonForm`, the picture beside them, and the ways to log in."""
    user = request.user
    assert isinstance(user, User)
    if request.method == "POST" and "picture-action" in request.POST:
        return _change_picture(request, user)
    form = PersonForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save_changes()
        messages.success(request, _("Saved."))
        return redirect("personal_settings")
    return _page(request, form, status=422 if form.errors else 200)


def _change_picture(request: HttpRequest, user: User) -> HttpResponse:
    file = request.FILES.get("picture")
    removing = request.POST["picture-action"] == "remove"
    if not removing and not isinstance(file, UploadedFile):
        return _page(request, PersonForm(instance=user), refused=_("Choose a picture first."))
    try:
        name = "" if file is None or removing else keep(file)
    except images.PictureRefused as refusal:
        return _page(request, PersonForm(instance=user), refused=images.words(refusal))
    except OSError:
        log.exception("photo.not_stored", user=user.pk)
        words = _("The picture could not be stored just now. Try again in a few minutes.")
        return _page(request, PersonForm(instance=user), refused=words, status=507)
    replace(user, name)
    return redirect("personal_settings")


def keep(file: "UploadedFile[bytes]") -> str:
    """The stored name of a square WebP made from an upload. Raises `PictureRefused`."""
    if (file.size or 0) > images.LIMITS.upload_bytes:
        raise images.PictureRefused(images.Reason.TOO_BIG)
    rendered = images.render(file.read(), widths=[SIDE], square=True)
    return stored_files.put(rendered.largest.webp, folder=FOLDER, suffix="webp")


def replace(user: User, name: str) -> None:
    """Show another picture, or none; the old file goes unless somebody else shows the same one."""
    before, user.picture = user.picture, name
    user.save(update_fields=["picture"])
    if before and not User.objects.filter(picture=before).exists():
        remove(before)


def remove(name: str) -> None:
    """At once, or as soon as the store answers again."""
    try:
        default_storage.delete(name)
    except OSError:
        photos.remove_files.enqueue(workspace=None, payload=json.dumps([name]))


def _page(request: HttpRequest, form: PersonForm, *, refused: str = "", status: int = 0) -> HttpResponse:
    assert isinstance(request.user, User)
    context = {
        "form": form,
        "picture_url": url(request.user.picture) if request.user.picture else "",
        "picture_refused": refused,
    }
    return render(request, "workspaces/me.html", context, status=status or (422 if refused else 200))
