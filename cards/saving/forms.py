"""What a visitor fills in to have the contact sent (cards 42; B37)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from workspaces.public_form import PublicForm


class SendForm(PublicForm):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        error_messages={
            "required": _("Write the e-mail address the contact shall go to."),
            "invalid": _("Write an e-mail address like name@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
