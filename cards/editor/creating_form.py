"""What a new card needs to begin: a name, a purpose, a phone, an address, and once the clock of the place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cards import handle_rules, handles
from cards.models import Card
from cards.phones import PhoneRefused, example_of, parse_phone
from cards.starting import Purpose
from cardsite.kit.regions import region_of
from workspaces import places, zoning
from workspaces.forms import ZoneField
from workspaces.models import Workspace

PURPOSES = [
    (Purpose.APPOINTMENTS.value, _("Appointments")),
    (Purpose.SELL.value, _("Selling")),
    (Purpose.SHOW.value, _("Showing my work")),
    (Purpose.TEAM.value, _("A company or a team")),
    (Purpose.CONTACT.value, _("Just my contact")),
]


class CityClock(ZoneField):
    """Always answered where it is asked; a form without it says nothing about the clock."""

    def clean(self, value: Any) -> str:
        return str(super().clean(value)) if value else ""


class NewCardForm(forms.Form):
    """Everything a card needs to begin. The first card of a workspace whose zone nobody knows asks for it, too."""

    name = forms.CharField(label=_("Name on the card"), max_length=120)
    purpose = forms.ChoiceField(
        label=_("What is it for?"), choices=PURPOSES, widget=forms.RadioSelect, initial=Purpose.CONTACT.value
    )
    zone = CityClock(label=_("Your city's clock"), help_text=_("Opening hours and appointments go by it."))
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    handle = forms.CharField(
        label=_("Address of the card"),
        max_length=60,
        required=False,
        help_text=_("Left empty, it is made from the name. You can change it later."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )

    show_email = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, workspace: Workspace, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workspace = workspace
        if zoning.is_unknown(workspace) and not Card.objects.exists():
            self.fields["zone"].initial = places.home_zone(workspace.language)
            self.fields["zone"].widget.attrs |= {} if self.is_bound else {"data-guess-zone": ""}
        else:
            del self.fields["zone"]
        self.fields["show_email"].label = _("Show my e-mail address on the card: %(email)s") % {"email": email}
        self.fields["phone"].help_text = _(
            "With country code, e.g. %(example)s. Visitors call it; who sells gets orders there in WhatsApp."
        ) % {"example": self._example()}

    def clean_phone(self) -> str:
        """E.164, or nothing."""
        typed: str = self.cleaned_data["phone"]
        if not typed:
            return ""
        try:
            return parse_phone(typed, region=self._region())
        except PhoneRefused as refused:
            raise forms.ValidationError(refused.words(self._example())) from refused

    def clean(self) -> dict[str, Any]:
        """A handle left empty is proposed from the name."""
        values = self.cleaned_data
        if not values.get("handle") and values.get("name"):
            values["handle"] = next(iter(handle_rules.propose(values["name"], handles.is_taken)), "")
        return values

    def _region(self) -> str:
        """Where a phone number without country code is at home: by the clock just chosen, else by the workspace's."""
        chosen = getattr(self, "cleaned_data", {}).get("zone", "")
        return region_of(chosen or self.workspace.zone)

    def _example(self) -> str:
        return example_of(self._region(), self.workspace.language)
