"""What whoever reports a card fills in (cards 93; B37)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cards.models import Report
from workspaces.public_form import PersonName, PublicForm

ADDRESS_MAX = 500


class ReportForm(PublicForm):
    """Name and e-mail address may be left out only where children are abused."""

    url = forms.CharField(
        label=_("Address of the card"),
        max_length=ADDRESS_MAX,
        error_messages={"required": _("Write the address you want to report.")},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
    )
    category = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=[("", _("Choose one")), *Report.Category.choices],
        error_messages={"required": _("Choose what is wrong.")},
    )
    words = forms.CharField(
        label=_("What we should know"),
        max_length=2000,
        help_text=_("What you saw, and why it must not be there."),
        error_messages={"required": _("Say in a sentence what is wrong.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    name = PersonName()
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We confirm your report there, and tell you what was decided."),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("Write an e-mail address like name@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    honest = forms.BooleanField(
        label=_("I believe that what I say here is right and complete."),
        error_messages={"required": _("Tick this box, or do not send the report.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("Name and address may be left out if the card shows the abuse of children.")
        nameless = self.is_bound and self.data.get("category") == Report.Category.CHILD
        for name in ("name", "email"):
            self.fields[name].required = not nameless
