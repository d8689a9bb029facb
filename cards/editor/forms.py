"""The forms that make up the editor; each is one part of the document (cards 12–15).

They speak in field errors; `cards.editor.editing` turns their values into a `Document` and back.
"""

import re
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ValidationError

from cards.content import (
    BIO_MAX,
    CardType,
    Design,
    EmailAddress,
    Identity,
    Label,
    Link,
    MainAct,
    Phone,
    PostalAddress,
    Profile,
)
from cards.designs import DESIGNS
from cards.editor.seeing import SeenField
from cards.fields import ProseField
from cards.inks import INKS, bad_brand
from cards.phones import PhoneRefused, parse_phone
from cards.profiles import NETWORKS, Group, NotAProfile, kind_of, normalised
from cards.safe_url import UnsafeUrl, safe_url

UNKEPT = _("This cannot be kept. Write it otherwise.")
LABELS = [
    (Label.MOBILE.value, _("Mobile")),
    (Label.WORK.value, _("Work")),
    (Label.HOME.value, _("Home")),
    (Label.OTHER.value, _("Other")),
]
MAIN_ACTS = [
    (MainAct.SAVE.value, _("Save contact")),
    (MainAct.BOOK.value, _("Book an appointment")),
    (MainAct.WHATSAPP.value, _("Write in WhatsApp")),
]
NETWORK_GROUPS = {
    Group.SOCIAL: _("Social networks"),
    Group.CHAT: _("Chat"),
    Group.WORK: _("Work"),
    Group.MEDIA: _("Video, music, shops"),
    Group.REVIEWS: _("Reviews"),
    Group.PAYMENT: _("Payment"),
}
INK_NAMES = {
    "oxblood": _("Oxblood"),
    "brick": _("Brick"),
    "rust": _("Rust"),
    "umber": _("Umber"),
    "ochre": _("Ochre"),
    "olive": _("Olive"),
    "moss": _("Moss"),
    "bottle": _("Bottle green"),
    "verdigris": _("Verdigris"),
    "teal": _("Teal"),
    "petrol": _("Petrol"),
    "denim": _("Denim"),
    "ultramarine": _("Ultramarine"),
    "violet": _("Violet"),
    "plum": _("Plum"),
    "rose": _("Rose"),
}


class PartForm(forms.Form):
    """A form whose values are one part of the document; what that part refuses becomes a field error."""

    part: ClassVar[type[BaseModel]]

    def values(self) -> dict[str, Any]:
        """What was cleaned, for the fields the part has."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.part.model_fields}

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.blank:
            try:
                self.part.model_validate(self.values())
            except ValidationError as refused:
                for error in refused.errors():
                    place = str(error["loc"][0]) if error["loc"] else ""
                    self.add_error(place if place in self.fields else None, UNKEPT)
        return self.cleaned_data

    @property
    def blank(self) -> bool:
        return False


class RowForm(PartForm):
    """One row of a list; a row whose `says` fields are all empty is none.

    `exchange`: the card has a form by which visitors leave their details.
    """

    says: ClassVar[tuple[str, ...]]

    def __init__(self, *args: Any, exchange: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = self.fields["visibility"]
        assert isinstance(seen, SeenField)
        seen.offer(str(self["visibility"].value()), exchange=exchange)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if value != ""}

    @property
    def blank(self) -> bool:
        return not any(self.cleaned_data.get(name) for name in self.says)


class IdentityForm(PartForm):
    """Who the card is about. A name is asked for at publishing, not while typing."""

    part = Identity
    type = forms.ChoiceField(
        label=_("This card is for"),
        choices=[(CardType.PERSON.value, _("A person")), (CardType.COMPANY.value, _("A company"))],
        widget=forms.RadioSelect,
    )
    prefix = forms.CharField(label=_("Prefix"), max_length=80, required=False)  # type: ignore[assignment]  # not the form's own
    given = forms.CharField(label=_("First name"), max_length=80, required=False)
    middle = forms.CharField(label=_("Middle name"), max_length=80, required=False)
    family = forms.CharField(label=_("Last name"), max_length=80, required=False)
    suffix = forms.CharField(label=_("Suffix"), max_length=80, required=False)
    display_name = forms.CharField(
        label=_("Name as shown"),
        max_length=80,
        required=False,
        help_text=_("Only when it differs from first and last name."),
    )
    family_first = forms.BooleanField(label=_("Family name comes first"), required=False)
    phonetic_given = forms.CharField(label=_("First name, as spoken"), max_length=80, required=False)
    phonetic_family = forms.CharField(label=_("Last name, as spoken"), max_length=80, required=False)
    pronouns = forms.CharField(label=_("Pronouns"), max_length=80, required=False)
    title = forms.CharField(label=_("What you do"), max_length=80, required=False)
    department = forms.CharField(label=_("Department"), max_length=80, required=False)
    organisation = forms.CharField(label=_("Company or shop"), max_length=80, required=False)
    opening_note = forms.CharField(
        label=_("Opening line"),
        max_length=200,
        required=False,
        help_text=_("One sentence under your name."),
    )
    bio = ProseField(
        label=_("About"),
        max_length=BIO_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("**bold**, *italic*, lists and links work."),
    )
    note = ProseField(
        label=_("Note in the saved contact"),
        max_length=BIO_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    birthday = forms.DateField(
        label=_("Birthday"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class PhoneForm(RowForm):
    part, says = Phone, ("number",)
    number = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr"})
    )
    label = forms.ChoiceField(label=_("Kind"), choices=LABELS, required=False)
    whatsapp = forms.BooleanField(label=_("Has WhatsApp"), required=False)
    visibility = SeenField()

    def __init__(self, *args: Any, region: str = "", **kwargs: Any) -> None:
        self.region = region
        super().__init__(*args, **kwargs)

    def clean_number(self) -> str:
        number = self.cleaned_data["number"].strip()
        if not number:
            return ""
        try:
            return parse_phone(number, region=self.region)
        except PhoneRefused as refused:
            raise forms.ValidationError(refused.words()) from refused


class EmailForm(RowForm):
    part, says = EmailAddress, ("address",)
    address = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    label = forms.ChoiceField(label=_("Kind"), choices=LABELS, required=False, initial=Label.WORK.value)
    visibility = SeenField()


class AddressForm(RowForm):
    part, says = PostalAddress, ("street", "extra", "postcode", "city", "region", "country")
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    extra = forms.CharField(label=_("Floor, building"), max_length=200, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=80, required=False)
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    region = forms.CharField(label=_("Region"), max_length=80, required=False)
    country = forms.CharField(label=_("Country"), max_length=80, required=False)
    label = forms.ChoiceField(label=_("Kind"), choices=LABELS, required=False, initial=Label.WORK.value)
    visibility = SeenField()


class LinkForm(RowForm):
    part, says = Link, ("url", "label")
    url = forms.CharField(
        label=_("Link"), max_length=2000, required=False, widget=forms.TextInput(attrs={"inputmode": "url"})
    )
    label = forms.CharField(label=_("Text"), max_length=80, required=False)
    visibility = SeenField()

    def clean_url(self) -> str:
        url = self.cleaned_data["url"].strip()
        if not url:
            return ""
        try:
            return safe_url(url)
        except UnsafeUrl as refused:
            raise forms.ValidationError(
                _("This cannot be linked. Use a web address such as https://example.com, or mailto: or tel:.")
            ) from refused

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("label") and not self.cleaned_data.get("url") and "url" not in self.errors:
            self.add_error("url", _("Add the address this text should open."))
        return super().clean()


class NetworkChoice(forms.ChoiceField):
    """One that this version does not know stays chosen; the card leaves it out."""

    def valid_value(self, value: Any) -> bool:
        return bool(re.fullmatch(r"[a-z_]{1,30}", str(value)))


class ProfileForm(RowForm):
    """A pasted address says by itself which network it is of."""

    part, says = Profile, ("value",)
    kind = NetworkChoice(label=_("Network"), required=False)
    value = forms.CharField(
        label=_("Name, address or key"),
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}),
    )
    visibility = SeenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grouped = [
            (label, [(kind, one.label) for kind, one in NETWORKS.items() if one.group == group])
            for group, label in NETWORK_GROUPS.items()
        ]
        used = self.initial.get("kind")
        gone = [(used, used)] if used and used not in NETWORKS else []
        self.fields["kind"].choices = [("", _("By the address")), *grouped, *gone]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data.get("value", "").strip()
        kind = self.cleaned_data.get("kind") or kind_of(typed)
        if typed and not kind:
            self.add_error("kind", _("Choose the network this name is on."))
        elif typed and kind in NETWORKS:
            try:
                self.cleaned_data |= {"kind": kind, "value": normalised(kind, typed)}
            except NotAProfile:
                network = {"network": NETWORKS[kind].label}
                self.add_error("value", _("This is no name on %(network)s, and no address of it.") % network)
        return super().clean()


class DesignForm(PartForm):
    """A name or ink that is no longer offered stays until another is chosen."""

    part = Design
    name = forms.ChoiceField(label=_("Design"), widget=forms.RadioSelect, required=False)
    ink = forms.ChoiceField(label=_("Ink"), widget=forms.RadioSelect, required=False)
    brand = forms.CharField(
        label=_("Your own colour"),
        required=False,
        max_length=7,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "placeholder": " "}),
        help_text=_("Like #1a6b52. Used instead of the ink; we keep it readable for you."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [(design.key, _(design.label)) for design in DESIGNS.values()]  # type: ignore[attr-defined]
        self.fields["ink"].choices = [(ink, INK_NAMES[ink]) for ink in INKS]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if value != ""}

    def clean_brand(self) -> str | None:
        brand: str = self.cleaned_data["brand"].strip().lower()
        if not brand:
            return None
        brand = brand if brand.startswith("#") else f"#{brand}"
        if bad_brand(brand):
            raise forms.ValidationError(_("Write the colour as # and six digits, like #1a6b52."))
        return brand


class PageForm(forms.Form):
    """How the public page behaves. What the card already uses can always be chosen again."""

    main_act = forms.ChoiceField(label=_("Main button"), widget=forms.RadioSelect)
    greeting = forms.CharField(
        label=_("WhatsApp greeting"),
        max_length=200,
        required=False,
        help_text=_("Already written when a visitor opens the chat."),
    )
    language = forms.ChoiceField(label=_("Language of the card"))
    listed = forms.BooleanField(label=_("May be found by search engines"), required=False)
    contact_data = forms.BooleanField(label=_("Tell search engines phone and e-mail"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["main_act"].choices = _with(MAIN_ACTS, self.initial.get("main_act"))  # type: ignore[attr-defined]
        self.fields["language"].choices = _with(settings.LANGUAGES, self.initial.get("language"))  # type: ignore[attr-defined]


def _with(choices: list[tuple[str, Any]], used: str | None) -> list[tuple[str, Any]]:
    known = {value for value, _label in choices}
    return [*choices, (used, used)] if used and used not in known else [*choices]
