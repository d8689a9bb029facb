"""Forms of the owner's gallery: an album, the words of its pictures, pictures to add."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cards.models import Album, AlbumPhoto

File: TypeAlias = "UploadedFile[bytes]"
# Without HEIC in the list an iPhone sends a JPEG of what it took.
ACCEPTED: Final = "image/jpeg,image/png,image/webp"
WORDS_MAX: Final = 300

_no_completion: Final = {"autocomplete": "off"}


class NewAlbumForm(forms.Form):
    title = forms.CharField(
        label=_("A new album"),
        max_length=120,
        error_messages={"required": _("Write a title, for example Weddings.")},
        widget=forms.TextInput(attrs=_no_completion),
    )


class AlbumForm(forms.Form):
    """Everything an album says of itself; its fields are those of the model."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        error_messages={"required": _("An album needs a title.")},
        widget=forms.TextInput(attrs=_no_completion),
    )
    copyright = forms.CharField(
        label=_("Copyright line"),
        max_length=200,
        required=False,
        help_text=_("Said under every picture that brings no line of its own, for example © Noor Lindqvist."),
        widget=forms.TextInput(attrs=_no_completion),
    )
    credited = forms.BooleanField(
        label=_("Keep the copyright that my files carry"),
        required=False,
        help_text=_("As text under the picture. Place, camera and everything else in the file are always removed."),
    )
    hidden = forms.BooleanField(label=_("Hide this album from visitors"), required=False)

    def __init__(self, data: Any = None, *, album: Album) -> None:
        super().__init__(data, initial={name: getattr(album, name) for name in self.base_fields})


class WordsForm(forms.Form):
    """Captions and descriptions of the pictures that were sent along; of others nothing is said."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, pictures: Iterable[AlbumPhoto]) -> None:
        rows = [one for one in pictures if data is None or f"caption-{one.pk}" in data]
        initial = {f"{part}-{one.pk}": getattr(one, part) for one in rows for part in ("caption", "alt")}
        super().__init__(data, initial=initial, auto_id="%s")
        self.rows = [one.pk for one in rows]
        for pk in self.rows:
            self.fields[f"caption-{pk}"] = _line(_("Caption"))
            self.fields[f"alt-{pk}"] = _line(_("Describe the picture"))

    def words(self) -> dict[int, dict[str, str]]:
        """By the pictures' ids. Only when valid."""
        return {pk: {part: self.cleaned_data[f"{part}-{pk}"] for part in ("caption", "alt")} for pk in self.rows}


def _line(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=WORDS_MAX, required=False, widget=forms.TextInput(attrs=_no_completion)
    )


class _Files(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class PicturesField(forms.FileField):
    """As many as the body may hold; what each one is, is looked at one by one."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = [file for file in data or [] if file]
        if not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return files


class PicturesForm(forms.Form):
    """`credit`: what the browser read of the file's rights before it made it smaller."""

    pictures = PicturesField(
        label=_("Pictures"),
        error_messages={"required": _("Choose pictures first.")},
        widget=_Files(attrs={"accept": ACCEPTED, "multiple": True}),
    )
    credit = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
