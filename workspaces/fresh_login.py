"""Whether who acts has lately proved to be who they are, and how they prove it once more (rule 27; A30)."""

import time
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def is_fresh(request: HttpRequest) -> bool:
    """A log-in, or its repetition, counts for `ACCOUNT_REAUTHENTICATION_TIMEOUT` seconds, however it was done.

    allauth's own question (`did_recently_reauthenticate`) says yes for ever to an account that has neither password
    nor second factor, for it knows no way to ask that one again. `ask_again` has one, so this says no.
    It says no, too, where the clock was put back since: then nobody knows how long ago that was (A78).
    """
    records = get_authentication_records(request, request.user)
    return bool(records) and abs(time.time() - records[-1]["at"]) < app_settings.REAUTHENTICATION_TIMEOUT


def ask_again(request: HttpRequest, back: str) -> HttpResponse:
    """The answer to a POST: to the page that asks for the password or a second factor, and from there to `back`.

    Who has neither came in by a code from the mailbox or by another service. Such a log-in cannot be repeated inside
    a session, so the session ends, and the whole log-in is asked for.
    """
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:
        logout(request)
    where = methods[0]["url"] if methods else reverse("account_login")
    return redirect(f"{where}?{urlencode({REDIRECT_FIELD_NAME: back})}")
