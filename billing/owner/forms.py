"""What an owner chooses: a plan, how often it is paid, for how many members (A21)."""

from typing import Any, Final

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing import choices
from billing.choices import INTERVALS, SOLD, TEAM_FROM, TEAM_TO, Choice, NotOffered

_SIGNER: Final = Signer(salt="cardsite.billing")


class ChoiceForm(forms.Form):
    """`choice` after `is_valid()`."""

    plan = forms.ChoiceField(choices=[(plan, plan) for plan in SOLD])
    interval = forms.ChoiceField(choices=[(interval, interval) for interval in INTERVALS])
    seats = forms.IntegerField(
        label=gettext_lazy("Members"),
        required=False,
        widget=forms.NumberInput(attrs={"min": TEAM_FROM, "max": TEAM_TO, "inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("Write a whole number of members.")},
    )

    choice: Choice

    def clean_seats(self) -> int | None:
        """Digits as browsers send them (A45)."""
        if not str(self.data.get("seats", "")).isascii():
            raise forms.ValidationError(_("Write a whole number of members."))
        found: int | None = self.cleaned_data["seats"]
        return found

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.errors:
            return found
        try:
            self.choice = choices.chosen(found["plan"], found["interval"], found["seats"] or 0)
        except NotOffered:
            said = _("The Team plan is for %(least)d to %(most)d members.")
            raise forms.ValidationError(said % {"least": TEAM_FROM, "most": TEAM_TO}) from None
        return found

    @property
    def refusal(self) -> str:
        """The first error in words."""
        return str(next(iter(next(iter(self.errors.values())))))


def stamp(choice: Choice, at: int) -> str:
    """Goes into the page with the amount: for which choice and of which second it is."""
    return _SIGNER.sign(f"{choice} {at}")


def read_stamp(text: str, choice: Choice) -> int | None:
    """The second; None where it is not ours, or was made for another choice."""
    try:
        made, at = _SIGNER.unsign(text).split(" ")
    except (BadSignature, ValueError):
        return None
    return int(at) if made == str(choice) else None
