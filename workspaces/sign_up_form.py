"""The sign-up form: allauth's, saying that the password is a choice."""

from typing import Any

from allauth.account.forms import SignupForm
from django.utils.translation import gettext_lazy as _


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth is untyped
    """With a password, or without: then every log-in is by e-mailed code or passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if password := self.fields.get("password1"):
            password.help_text = _("Leave it empty if you like: we then e-mail you a code whenever you log in.")
