"""The portrait, logo and cover of a card: shown, chosen and cut, described, removed (cards 22, 30, 31)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import structlog
from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from cards import images, picturing, room, room_words
from cards.designs import design_named
from cards.editor import limits
from cards.editor.finding import editable_card, member, workspace_of
from cards.images import LIMITS, Crop, PictureRefused, Reason
from cards.models import Card, Photo
from cards.refusals import Deleted
from cards.shown_photos import shown
from cardsite.kit.throttle import TooMany
from workspaces.access import needs

PHOTOS_AN_HOUR: Final = 60
TRY_AGAIN: Final = 10
HEIC: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}

PART: Final = {
    "x": gettext_lazy("From the left"),
    "y": gettext_lazy("From the top"),
    "width": gettext_lazy("Width"),
    "height": gettext_lazy("Height"),
}

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Words:
    """What the page says of one purpose."""

    title: Promise
    invitation: Promise
    described: Promise
    put: Promise
    removed: Promise


WORDS: Final = {
    Photo.Purpose.PORTRAIT: Words(
        gettext_lazy("Portrait"),
        gettext_lazy("People remember a face. Choose a picture that shows yours up close."),
        gettext_lazy("For people who cannot see it. Left empty, your name is said."),
        gettext_lazy("The portrait is in the draft. Publish to show it."),
        gettext_lazy("The portrait is out of the draft. Undo brings it back."),
    ),
    Photo.Purpose.LOGO: Words(
        gettext_lazy("Logo"),
        gettext_lazy("The sign of your company or shop. A PNG without background suits every design."),
        gettext_lazy("For people who cannot see it. Left empty, the name is said."),
        gettext_lazy("The logo is in the draft. Publish to show it."),
        gettext_lazy("The logo is out of the draft. Undo brings it back."),
    ),
    Photo.Purpose.COVER: Words(
        gettext_lazy("Cover"),
        gettext_lazy("A wide picture across the top of the card: your shop, your work, your street."),
        gettext_lazy("For people who cannot see it. Left empty, it counts as decoration."),
        gettext_lazy("The cover is in the draft. Publish to show it."),
        gettext_lazy("The cover is out of the draft. Undo brings it back."),
    ),
}


def _part() -> forms.FloatField:
    widget = forms.NumberInput(attrs={"step": "any"})
    return forms.FloatField(required=False, min_value=0, max_value=1, widget=widget)


class PhotoForm(forms.Form):
    """`crop` is the part asked for, None for the middle. Without a file only the description is changed."""

    file = forms.FileField(
        label=gettext_lazy("Picture"),
        # Without HEIC in the list an iPhone sends a JPEG of what it took.
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": gettext_lazy("Choose a picture first."),
            "empty": gettext_lazy("This file is empty. Choose another picture."),
        },
    )
    alt = forms.CharField(
        label=gettext_lazy("Describe the picture"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    x, y, width, height = (_part() for _side in PART)

    def __init__(self, data: Any = None, files: Any = None, *, photo: Photo | None, words: Words) -> None:
        super().__init__(data, files, initial={"alt": photo.alt if photo else ""})
        self.fields["file"].required = photo is None
        self.fields["alt"].help_text = str(words.described)
        for name, label in PART.items():
            self.fields[name].label = label
        self.crop: Crop | None = None

    def clean_file(self) -> "UploadedFile[bytes] | None":
        """Size before content (rule 32)."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > LIMITS.upload_bytes:
            raise forms.ValidationError(images.words(PictureRefused(Reason.TOO_BIG)))
        return file

    def clean(self) -> None:
        numbers = [self.cleaned_data.get(name) for name in PART]
        given = [number for number in numbers if number is not None]
        if len(given) < 4:
            return
        try:
            self.crop = Crop.clamped(*given)
        except ValueError:
            self.add_error(None, _("That part holds nothing of the picture. Choose a larger one."))


@needs("cards.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def card_photo(request: HttpRequest, card: int, purpose: str) -> HttpResponse:
    """One picture of the card. POST sets or describes it; `act=remove` takes it out of the draft."""
    found = editable_card(request, card)
    if purpose not in WORDS:
        raise Http404
    words, photo = WORDS[Photo.Purpose(purpose)], _photo(found, purpose)
    if request.method != "POST":
        return _page(request, found, purpose, PhotoForm(photo=photo, words=words))
    if request.POST.get("act") == "remove":
        picturing.remove(card=found, purpose=Photo.Purpose(purpose), by=member(request))
        return _to_editor(request, found, words.removed)
    form = PhotoForm(request.POST, request.FILES, photo=photo, words=words)
    if not form.is_valid():
        return _page(request, found, purpose, form, 422)
    if form.cleaned_data["file"] is None and photo is not None:
        picturing.describe(photo=photo, alt=form.cleaned_data["alt"])
        return _to_editor(request, found, _("The description is saved."))
    return sent(
        form,
        put=lambda: _put(request, found, purpose, form),
        page=lambda status: _page(request, found, purpose, form, status),
    ) or _to_editor(request, found, words.put)


def sent(form: PhotoForm, *, put: Callable[[], object], page: Callable[[int], HttpResponse]) -> HttpResponse | None:
    """Keep the picture; or the page that says why not and what to do, with what was typed."""
    try:
        put()
    except TooMany as limit:
        return limits.answer(limit, form, page)
    except PictureRefused as refused:
        form.add_error(None, refusal_words(refused, form.cleaned_data["file"]))
        return page(422)
    except room.NoRoom as refused:
        form.add_error(None, room_words.no_room(refused))
        return page(422)
    except picturing.Busy:
        return _later(form, page, 503, _("Many pictures arrive just now. Try again in a moment."))
    except OSError:
        log.exception("photo.not_stored")
        words = _("The picture could not be stored just now. Try again in a few minutes.")
        return _later(form, page, 507, words)
    except Deleted:
        raise Http404 from None
    return None


def _put(request: HttpRequest, card: Card, purpose: str, form: PhotoForm) -> None:
    limits.count(workspace_of(request), "photo", an_hour=PHOTOS_AN_HOUR)
    picturing.put(
        card=card,
        purpose=Photo.Purpose(purpose),
        data=form.cleaned_data["file"].read(),
        by=member(request),
        crop=form.crop,
        alt=form.cleaned_data["alt"],
    )


def _later(form: PhotoForm, page: Callable[[int], HttpResponse], status: int, words: str) -> HttpResponse:
    form.add_error(None, words)
    answer = page(status)
    answer["Retry-After"] = str(TRY_AGAIN)
    return answer


def refusal_words(refused: PictureRefused, file: "UploadedFile[bytes]") -> str:
    """What is wrong with it and the remedy; of HEIC in particular, for phones make it."""
    file.seek(0)
    head: bytes = file.read(12)
    if head[4:8] == b"ftyp" and head[8:] in HEIC:
        return _(
            "This is a HEIC picture, which cannot be read here. Save it as JPEG and send that, or choose "
            "“Most Compatible” in the settings of the iPhone's camera."
        )
    return images.words(refused)


def _page(request: HttpRequest, card: Card, purpose: str, form: PhotoForm, status: int = 200) -> HttpResponse:
    design = design_named(card.document.design.name)
    context = {
        "card": card,
        "form": form,
        "purpose": purpose,
        "words": WORDS[Photo.Purpose(purpose)],
        "shown": shown(_photo(card, purpose), alt=_("The picture that is set")),
        "room": room_words.of_quota(card.workspace),
        "coverless": design if purpose == Photo.Purpose.COVER and not design.cover else None,
    }
    return render(request, "cards/editor/photo.html", context, status=status)


def _photo(card: Card, purpose: str) -> Photo | None:
    """The picture the draft names, of the open workspace only."""
    named = getattr(card.document, purpose)
    return Photo.objects.filter(pk=named).select_related("workspace").first() if named else None


def _to_editor(request: HttpRequest, card: Card, said: str | Promise) -> HttpResponse:
    messages.success(request, str(said))
    where = reverse("card_edit", args=[card.workspace.slug, card.pk]) + "?open=face"
    if request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        return HttpResponseClientRedirect(where)
    return redirect(where)
