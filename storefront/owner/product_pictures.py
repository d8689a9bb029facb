"""Pictures of a product as its owner sends, describes, orders and removes them; the first is its face."""

from collections.abc import Iterable
from typing import Any, Final, TypeAlias

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards import images, photos
from cards.editor import kept_photo
from cards.editor.kept_photo import NotKept
from cards.images import LIMITS, PictureRefused, Reason
from cards.models import Photo
from cards.shown_photos import ShownPhoto, shown
from cardsite.kit.throttle import TooMany
from storefront.cataloguing import PHOTOS_MAX
from storefront.models import Product, ProductPhoto
from storefront.owner import product_rows
from storefront.owner.product_rows import PICTURES
from workspaces.models import User, Workspace

File: TypeAlias = "UploadedFile[bytes]"
# Without HEIC in the list an iPhone sends a JPEG of what it took.
ACCEPTED: Final = "image/jpeg,image/png,image/webp"


class _Input(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class PicturesField(forms.FileField):
    """Several at once, from the camera or what is kept; a list, empty for none."""

    def __init__(self, **kwargs: Any) -> None:
        empty = {"empty": gettext_lazy("This file is empty. Choose another picture.")}
        widget = _Input(attrs={"accept": ACCEPTED})
        super().__init__(required=False, error_messages=empty, widget=widget, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Sizes before content (rule 32)."""
        sent = data if isinstance(data, list) else [data]
        files: list[File] = [file for one in sent if (file := super(PicturesField, self).clean(one, initial))]
        if any((file.size or 0) > LIMITS.upload_bytes for file in files):
            raise forms.ValidationError(images.words(PictureRefused(Reason.TOO_BIG)))
        if len(files) > PHOTOS_MAX:
            raise forms.ValidationError(_("A product has at most %(number)d pictures.") % {"number": PHOTOS_MAX})
        return files


class PictureForm(forms.Form):
    """One that is there. `shown` is set where the rows are made."""

    picture = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**18)
    alt = forms.CharField(
        label=gettext_lazy("Describe the picture"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    shown: ShownPhoto | None = None


class PictureRows:
    """The pictures of a product; what is no picture of it is left out."""

    def __init__(self, product: Product, data: QueryDict | None) -> None:
        present = list(ProductPhoto.objects.select_related("photo").filter(product=product))
        typed = [{"picture": one.pk, "alt": one.alt} for one in present]
        self.formset = product_rows.rows(PICTURES, PictureForm, data, typed)
        by_id = {str(one.pk): shown(one.photo, alt="") for one in present}
        for form in self.formset.forms:
            form.shown = by_id.get(str(form["picture"].value()))
        self.forms: list[Any] = [form for form in self.formset.forms if form.shown]

    def is_valid(self) -> bool:
        return self.formset.is_valid()

    def kept(self) -> list[tuple[int, str]]:
        """Ids and texts in their order. Only when valid."""
        return [(form.cleaned_data["picture"], form.cleaned_data["alt"]) for form in self.forms]


def keep(files: Iterable[File], *, workspace: Workspace, by: User) -> list[Photo]:
    """All or none. Raises `NotKept` and `TooMany`. Call it outside a transaction: decoding may take seconds."""
    kept: list[Photo] = []
    try:
        for file in files:
            photo = kept_photo.keep(file, workspace=workspace, by=by, purpose=Photo.Purpose.PRODUCT)
            kept.append(photo)
    except (NotKept, TooMany):
        drop(kept)
        raise
    return kept


def drop(kept: Iterable[Photo]) -> None:
    """Pictures of a form that was refused after all; browsers send them again."""
    for photo in kept:
        photos.erase(photo)
