"""What a company says, as it is typed; address, link and design by the editor's own forms (cards 82)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cards.company import CompanyFields
from cards.content import Link, PostalAddress
from cards.editor.forms import AddressForm, DesignForm, LinkForm
from cards.models import Photo

ITS_OWN = ("", _("Each card its own"))


class CompanyDesignForm(DesignForm):
    """Design and ink may be left to the cards."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "ink"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            known: Any = field.choices
            field.choices = [ITS_OWN, *known]


class NameForm(forms.Form):
    """`logo` is a picture sent before; only one of the open workspace counts."""

    organisation = forms.CharField(
        label=_("Company or shop"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    logo = forms.UUIDField(required=False, widget=forms.HiddenInput)
    no_logo = forms.BooleanField(label=_("Without this logo"), required=False)

    def clean_logo(self) -> UUID | None:
        logo: UUID | None = self.cleaned_data["logo"]
        if logo and not Photo.objects.filter(pk=logo, purpose=Photo.Purpose.LOGO).exists():
            raise forms.ValidationError(_("This logo is gone. Choose it once more."))
        return logo


class CompanyForms:
    """All of them together; `data` is what was sent, if anything was. `logo`: a picture just sent, or `none`."""

    def __init__(self, said: CompanyFields, data: QueryDict | None = None, *, logo: str = "") -> None:
        address, web = (part.model_dump(mode="json") if part else {} for part in (said.address, said.web))
        self.name = NameForm(data, initial={"organisation": said.organisation, "logo": _logo(logo, said)})
        self.address = AddressForm(data, prefix="address", initial=address)
        self.web = LinkForm(data, prefix="web", initial=web)
        design = {"name": said.design, "ink": said.ink, "brand": said.brand}
        self.design = CompanyDesignForm(data, prefix="design", initial=design)

    def __iter__(self) -> Iterator[forms.Form]:
        return iter((self.name, self.address, self.web, self.design))

    def is_valid(self) -> bool:
        """Every part is looked at, so that every error is said at once."""
        valid = [form.is_valid() for form in self]
        return all(valid)

    def fields(self) -> CompanyFields:
        """Only when valid. An ink without a name is the company's colour alone."""
        name, design = self.name.cleaned_data, self.design.cleaned_data
        return CompanyFields(
            organisation=name["organisation"],
            logo=None if name["no_logo"] else name["logo"],
            address=None if self.address.blank else PostalAddress.model_validate(self.address.values()),
            web=None if self.web.blank else Link.model_validate(self.web.values()),
            design=design["name"],
            ink=design["ink"],
            brand=design["brand"],
        )

    def logo(self) -> Photo | None:
        """The picture that is set, or would be."""
        return _picture(self.name["logo"].value())


def _logo(text: str, said: CompanyFields) -> UUID | None:
    if text == "none":
        return None
    sent = _picture(text)
    return sent.pk if sent else said.logo


def _picture(named: object) -> Photo | None:
    try:
        found = UUID(str(named)) if named else None
    except ValueError:
        return None
    return Photo.objects.filter(pk=found, purpose=Photo.Purpose.LOGO).first() if found else None
