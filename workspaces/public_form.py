"""Forms that anybody may send: from whose page, how old it is, and whether a person filled it in (B37; rules 17, 21).

@public_form                       # outermost: the one place without Django's CSRF token, which needs a cookie
@at_address
def book(request, card, publication): ...

class BookingForm(PublicForm): …   # brings `stamp` and the trap
form.is_trapped, form.key          # after is_valid()
"""

import re
import secrets
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, Final
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from cardsite.kit import throttle
from cardsite.kit.http import client_address

AT_LEAST: Final = timedelta(seconds=2)
AT_MOST: Final = timedelta(hours=2)
NAME_MAX: Final = 60
TRAP: Final = "company_website"
STALE: Final = "stale"
QUICK: Final = "quick"
_CHECKED: Final = "cardsite.public_form"
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_LINK: Final = re.compile(r"[<>@]|://|\b[wW]{3}\.|\w\w\.(?:[a-z]{2,}|[A-Z]{2,})\b")
"""What a mail program would make a link of; "J.Smith" and "Mr.Smith" are names."""

_SIGNER: Final = Signer(salt="cardsite.public_form")

View = Callable[..., HttpResponseBase]


def public_form(view: View) -> View:
    """Let a view take POST from a page of our own; from anywhere else the answer is 403."""
    secret = getattr(view, "policy", "") == "signature"

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not is_same_origin(request, secret_address=secret):
            raise PermissionDenied("this form was sent from another site")
        request.META[_CHECKED] = True
        return view(request, *args, **kwargs)

    checked.takes_public_form = True  # type: ignore[attr-defined]  # read by tests/test_policies.py
    return checked


def one_click(view: View) -> View:
    """Let mail programs send to a secret address as RFC 8058 has it: they say nothing of where they come from.

    Only for what whoever holds the address may do anyway, and can do back.
    """
    if getattr(view, "policy", "") != "signature":
        raise TypeError("only a secret address takes one click")
    return csrf_exempt(view)


def is_checked_form(request: HttpRequest) -> bool:
    """Whether `public_form` stands outside: then POST may pass."""
    return request.method == "POST" and bool(request.META.get(_CHECKED))


def is_same_origin(request: HttpRequest, *, secret_address: bool = False) -> bool:
    """By `Sec-Fetch-Site`, which pages cannot forge; older browsers by `Origin`. Neither: refused.

    Pages at a secret address send no referrer, and then older browsers say `Origin: null`. Nobody who does not hold
    the address can send anything there.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    said = request.headers.get("Origin", "")
    if said == "null":
        return secret_address
    origin = urlsplit(said)
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
    at_least: timedelta = AT_LEAST
    key = ""

    def clean_stamp(self) -> str:
        stamp: str = self.cleaned_data["stamp"]
        try:
            age, self.key = read_stamp(stamp)
        except BadSignature:
            raise forms.ValidationError(_("Please send the form once more."), code=STALE) from None
        if age > AT_MOST:
            raise forms.ValidationError(_("This page was open for a long time. Please send it once more."), code=STALE)
        if timedelta(0) <= age < self.at_least:  # one of the future is ours too: the clock was put back meanwhile (A78)
            raise forms.ValidationError(_("That was very quick. Please send it once more."), code=QUICK)
        return stamp

    def full_clean(self) -> None:
        """Whoever sent an incomplete form is told what is missing, not that it was quick."""
        super().full_clean()
        if self.has_error("stamp", code=QUICK) and len(self.errors) > 1:
            del self.errors["stamp"]

    def check_lines(self) -> None:
        """Browsers send no line ends from a field of one line: whoever does is after our mails (A40).

        Raises `BadRequest`.
        """
        for bound in self.visible_fields():
            typed = self.data.get(bound.html_name, "")
            if isinstance(bound.field.widget, forms.widgets.Input) and _CONTROLS.search(typed):
                raise BadRequest("a line end in a field of one line")

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get(self.add_prefix(TRAP)))

    def fresh_stamp(self) -> str:
        """For the page that shows this form: the same one while it is good, so that sending again is the same act."""
        stale = not self.is_bound or self.has_error("stamp", code=STALE)
        return new_stamp() if stale else str(self.data.get(self.add_prefix("stamp"), ""))


class PersonName(forms.CharField):
    """Who sends it. It is repeated in mails to an address nobody has verified: no links (A39)."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Your name"),
            max_length=NAME_MAX,
            error_messages={"required": _("Write your name.")},
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        )

    def validate(self, value: str) -> None:
        super().validate(value)
        if _LINK.search(value):
            raise forms.ValidationError(_("Write a name only, without links or signs like < and >."))


def limit(
    request: HttpRequest,
    what: str,
    *,
    card: int,
    an_hour: int,
    card_an_hour: int,
    to: Iterable[str] = (),
    person_an_hour: int = 0,
) -> None:
    """Count one sending from this network address, one on this card, and one to each of these people (A41).

    `person_an_hour` where a person is to be spared more than an address. Of an e-mail address or phone number only a
    digest is kept. Raises `throttle.TooMany`.
    """
    hour = timedelta(hours=1)
    visitor = throttle.address_key(client_address(request))
    throttle.count(f"{what}:ip:{visitor}", limit=an_hour, per=hour)
    throttle.count(f"{what}:card:{card}", limit=card_an_hour, per=hour)
    for person in to:
        throttle.count(f"{what}:to:{_digest(person)}", limit=person_an_hour or an_hour, per=hour)


def _digest(person: str) -> str:
    return salted_hmac("cardsite.public_form.limit", person.casefold(), algorithm="sha256").hexdigest()[:32]
