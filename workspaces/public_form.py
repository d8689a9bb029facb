"""Forms that anybody may send: from whose page, how old it is, and whether a person filled it in (B37; rules 17, 21).

@public_form                       # outermost: the one place without Django's CSRF token, which needs a cookie
@at_address
def book(request, card, publication): ...

class BookingForm(PublicForm): …   # brings `stamp` and the trap
form.is_trapped, form.key          # after is_valid()
"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, Final
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from cardsite.kit import throttle
from cardsite.kit.http import client_address

AT_LEAST: Final = timedelta(seconds=2)
AT_MOST: Final = timedelta(hours=2)
TRAP: Final = "company_website"
STALE: Final = "stale"
_CHECKED: Final = "cardsite.public_form"
_SIGNER: Final = Signer(salt="cardsite.public_form")

View = Callable[..., HttpResponseBase]


def public_form(view: View) -> View:
    """Let a view take POST from a page of our own; from anywhere else the answer is 403."""

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not is_same_origin(request):
            raise PermissionDenied("this form was sent from another site")
        request.META[_CHECKED] = True
        return view(request, *args, **kwargs)

    checked.takes_public_form = True  # type: ignore[attr-defined]  # read by tests/test_policies.py
    return checked


def is_checked_form(request: HttpRequest) -> bool:
    """Whether `public_form` stands outside: then POST may pass."""
    return request.method == "POST" and bool(request.META.get(_CHECKED))


def is_same_origin(request: HttpRequest) -> bool:
    """By `Sec-Fetch-Site`, which pages cannot forge; older browsers by `Origin`. Neither: refused."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("Origin", ""))
    return bool(origin.netloc) and f"{origin.scheme}://{origin.netloc}" == settings.BASE_URL


def new_stamp() -> str:
    """Goes into the page with the form: when it was made, and a key that makes sending twice sending once."""
    made = int(timezone.now().timestamp() * 1000)
    return _SIGNER.sign(f"{made}-{secrets.token_hex(16)}")


def read_stamp(stamp: str) -> tuple[timedelta, str]:
    """Its age and its key. Raises `BadSignature`."""
    made, key = _SIGNER.unsign(stamp).split("-")
    return timezone.now() - datetime.fromtimestamp(int(made) / 1000, UTC), key


class PublicForm(forms.Form):
    """`key` is the idempotency key of the page it was filled in on; `is_trapped` when only a machine would fill it so.

    A page that was open too long, or not two seconds, comes back with everything typed and a new stamp.
    """

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    company_website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    key = ""

    def clean_stamp(self) -> str:
        stamp: str = self.cleaned_data["stamp"]
        try:
            age, self.key = read_stamp(stamp)
        except BadSignature:
            raise forms.ValidationError(_("Please send the form once more."), code=STALE) from None
        if age > AT_MOST:
            raise forms.ValidationError(_("This page was open for a long time. Please send it once more."), code=STALE)
        if age < AT_LEAST:
            raise forms.ValidationError(_("That was very quick. Please send it once more."))
        return stamp

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get(self.add_prefix(TRAP)))

    def fresh_stamp(self) -> str:
        """For the page that shows this form: the same one while it is good, so that sending again is the same act."""
        stale = not self.is_bound or self.has_error("stamp", code=STALE)
        return new_stamp() if stale else str(self.data.get(self.add_prefix("stamp"), ""))


def limit(request: HttpRequest, what: str, *, card: int, an_hour: int, card_an_hour: int) -> None:
    """Count one sending from this address, and one on this card. Raises `throttle.TooMany`."""
    hour = timedelta(hours=1)
    visitor = throttle.address_key(client_address(request))
    throttle.count(f"{what}:ip:{visitor}", limit=an_hour, per=hour)
    throttle.count(f"{what}:card:{card}", limit=card_an_hour, per=hour)
