"""What people type about themselves and their workspaces, and the quiet part of the sign-up form."""

from typing import Any, ClassVar, Final

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from workspaces import audit, places, zoning
from workspaces.models import User, Workspace

PUBLIC_WORDS: Final = frozenset({"name", "zone", "language"})


class SignUpExtras(forms.Form):
    """Joins every sign-up form: the browser's own zone, filled in by script."""

    zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput(attrs={"data-guess-zone": ""}))

    def clean_zone(self) -> str:
        return places.zone_or_utc(self.cleaned_data["zone"])

    def signup(self, request: HttpRequest, user: User) -> None:
        """Part of allauth's contract; the adapter has done it all."""


class ZoneField(forms.ChoiceField):
    """A zone by its name, found under its part of the world."""

    default_error_messages: ClassVar = {
        "invalid_choice": _("Choose a time zone from the list, for example Europe/Madrid.")
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Time zone"))
        super().__init__(choices=places.zones_by_region, **kwargs)


def currency_choices() -> list[tuple[str, str]]:
    return [(code, f"{code} · {name}") for code, name in places.CURRENCIES.items()]


class WorkspaceForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for mypy only
    """A workspace's own words. The slug stays: printed and bookmarked addresses carry it."""

    zone = ZoneField(
        help_text=_("Times and figures of this workspace are shown in it. A calendar may have a zone of its own.")
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of new cards, and of calendars to subscribe to.")
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=currency_choices)

    class Meta:
        model = Workspace
        fields: ClassVar = ["name", "address", "zone", "language", "currency"]
        labels: ClassVar = {"name": _("Name"), "address": _("Address")}
        widgets: ClassVar = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "address": forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
        }

    @transaction.atomic
    def save_changes(self, by: User) -> None:
        """Write what changed; public pages are made anew when a word they show did."""
        if not self.changed_data:
            return
        self.instance.save(update_fields=self.changed_data)
        audit.record(
            "workspace.edit",
            f"workspace {self.instance.pk}",
            actor=by,
            before={name: self.initial[name] for name in self.changed_data},
            after={name: self.cleaned_data[name] for name in self.changed_data},
        )
        if "zone" in self.changed_data:
            zoning.tell_rooms(self.instance)
        if PUBLIC_WORDS.intersection(self.changed_data):
            self.instance.touch()


class NewWorkspaceForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for mypy only
    """Only a name; the rest is taken from the person and can be changed later."""

    class Meta:
        model = Workspace
        fields: ClassVar = ["name"]
        labels: ClassVar = {"name": _("Name")}
        help_texts: ClassVar = {"name": _("Your company, your studio, your team.")}
        widgets: ClassVar = {"name": forms.TextInput(attrs={"autocomplete": "organization"})}


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for mypy only
    """How a signed-in person wants to be called and spoken to."""

    zone = ZoneField(help_text=_("Pages of your account are shown in it; those of a workspace in the workspace's own."))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of mails about bookings and of your new cards. These pages are in English for now."),
    )

    class Meta:
        model = User
        fields: ClassVar = ["name", "language", "zone", "clock_24h", "theme"]
        labels: ClassVar = {
            "name": _("Name"),
            "clock_24h": _("24-hour clock"),
            "theme": _("Appearance"),
        }
        widgets: ClassVar = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def save_changes(self) -> None:
        if self.changed_data:
            self.instance.save(update_fields=self.changed_data)
