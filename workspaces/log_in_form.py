"""The form that asks for a log-in code: allauth's, taking the address from the log-in page where it was typed there."""

from typing import Any

from allauth.account.forms import RequestLoginCodeForm

TYPED_BEFORE = "login"


class LogInCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth is untyped
    """Sent from the log-in page with an address, the code is on its way; without one, the form asks for it."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and TYPED_BEFORE in data and "email" not in data:
            typed = data[TYPED_BEFORE].strip()
            data, kwargs["files"] = {"email": typed} if typed else None, None
        super().__init__(data, *args, **kwargs)
