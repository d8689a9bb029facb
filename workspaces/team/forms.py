"""What is typed about members: an invitation, a role, what becomes of a leaver's things."""

from datetime import datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workspaces import places
from workspaces.access import may_give
from workspaces.fields import day_field
from workspaces.leaving import Fate, Handover
from workspaces.models import Membership, Role

ROLE_WORDS: Final = {
    Role.OWNER: gettext_lazy("Owner: everything, with plan and owners"),
    Role.ADMIN: gettext_lazy("Admin: all cards and the people"),
    Role.EDITOR: gettext_lazy("Editor: the cards given to them, bookings and shop"),
    Role.VIEWER: gettext_lazy("Viewer: looks, changes nothing"),
}
ELSEWHERE: Final = "elsewhere"
FATES: Final = [
    (Fate.STAY, gettext_lazy("Leave the cards on the web as they are")),
    (Fate.FORWARD, gettext_lazy("Lead their visitors to another card or page")),
    (Fate.PAUSE, gettext_lazy("Pause the cards: visitors read that they are resting")),
]


def role_field(giver: str) -> forms.ChoiceField:
    """The roles that who has `giver` may give."""
    roles = [(role.value, ROLE_WORDS[role]) for role in Role if may_give(giver, role)]
    errors = {"invalid_choice": gettext_lazy("Choose one of these roles.")}
    return forms.ChoiceField(label=gettext_lazy("Role"), choices=roles, widget=forms.RadioSelect, error_messages=errors)


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("They get a link for seven days. It works for this address alone."),
        error_messages={"required": gettext_lazy("Write whom to invite.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any, *, giver: str) -> None:
        super().__init__(data)
        self.fields["role"] = role_field(giver)
        self.initial["role"] = Role.EDITOR.value


class RoleForm(forms.Form):
    def __init__(self, data: Any, *, giver: str, role: str) -> None:
        super().__init__(data, initial={"role": role})
        self.fields["role"] = role_field(giver)


class HandoverForm(forms.Form):
    """`to`, and what becomes of cards on the web; a forward leads to a card of the workspace or to a web address."""

    fate = forms.ChoiceField(label=gettext_lazy("Their cards"), choices=FATES, widget=forms.RadioSelect)
    destination = forms.ChoiceField(label=gettext_lazy("Lead visitors to"), required=False)
    address = forms.CharField(
        label=gettext_lazy("Web address"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Only for “Another web address”."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    until = day_field(
        gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("The last day. Then visitors read that the card is resting. Left empty, it never ends."),
    )

    def __init__(self, data: Any, *, leaver: Membership, destinations: list[tuple[str, str]]) -> None:
        super().__init__(data, initial={"fate": Fate.STAY.value})
        others = Membership.objects.select_related("user").exclude(pk=leaver.pk).order_by("user__name", "pk")
        self.fields["to"] = forms.ModelChoiceField(
            others, label=gettext_lazy("Who looks after it from now on"), required=False, empty_label=_("Nobody yet")
        )
        self.fields["to"].label_from_instance = lambda one: one.user.get_full_name()  # type: ignore[attr-defined]
        choices = [("", _("Choose a card or page")), *destinations, (ELSEWHERE, _("Another web address"))]
        self.fields["destination"].choices = choices  # type: ignore[attr-defined]
        self.order_fields(["to", "fate", "destination", "address", "until"])

    def clean_until(self) -> datetime | None:
        """The end of that day on the reader's clock."""
        day = self.cleaned_data["until"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day to come."))
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))

    def clean(self) -> None:
        """Where visitors are led is not seen, and does not count, unless that is their fate."""
        if self.cleaned_data.get("fate") != Fate.FORWARD:
            for name in ("destination", "address", "until"):
                self.errors.pop(name, None)
            return
        if not self.forward_url and not self.errors:
            if self.cleaned_data.get("destination"):
                self.add_error("address", _("Write where visitors should go."))
            else:
                self.add_error("destination", _("Choose where visitors should go."))

    @property
    def forward_url(self) -> str:
        where: str = self.cleaned_data.get("destination", "")
        return self.cleaned_data.get("address", "").strip() if where in {"", ELSEWHERE} else where

    def handover(self) -> Handover:
        fate = Fate(self.cleaned_data["fate"])
        if fate != Fate.FORWARD:
            return Handover(to=self.cleaned_data["to"], fate=fate)
        return Handover(self.cleaned_data["to"], fate, self.forward_url, self.cleaned_data["until"])


class NewPersonForm(forms.Form):
    """Who was invited and has no account: a name, and a password for those who like one."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        required=False,
        strip=False,
        help_text=gettext_lazy("Leave it empty if you like: we then e-mail you a code whenever you log in."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput(attrs={"data-guess-zone": ""}))

    def clean_zone(self) -> str:
        return places.zone_or_utc(self.cleaned_data["zone"])

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password
