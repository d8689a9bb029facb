"""Packages speak in our words on every page of a person's own account (docs/style.md)."""

import gettext
import re
from pathlib import Path

import allauth
import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.test import Client
from django.utils.html import strip_tags

from tests.cast import PASSWORD, Cast
from tests.servers import ROOT

LOCALE = ROOT / "locale"
THEIRS = re.compile(
    r"two-factor|security key|master key|authenticat|passwordless|confirm access|\bsign(?:ed)?[ -](?:in|out)\b"
    r"|deactivate|\bemails?\b",
    re.IGNORECASE,
)
CODES_AND_PASSKEYS = [
    "2fa/",
    "2fa/totp/activate/",
    "2fa/recovery-codes/generate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
]
OWN_PAGES = [*CODES_AND_PASSKEYS, "reauthenticate/", "password/change/", "email/", "sessions/", "logout/", "me/"]
SECURED_PAGES = ["2fa/", "2fa/totp/deactivate/", "2fa/recovery-codes/", "2fa/reauthenticate/", "reauthenticate/"]
ENTRANCES = ["login/", "login/code/", "signup/", "signup/passkey/", "password/reset/", "password/reset/done/"]


def catalogue(language: str) -> list[Message]:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return [message for message in read_po(file) if message.id]


def said(client: Client, path: str) -> str:
    answer = client.get(f"/accounts/{path}")
    assert answer.status_code == 200
    html = re.sub(r"<(script|style)\b.*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
    return " ".join(strip_tags(html).split())


def logged_in(client: Client) -> Client:
    """Also having confirmed that it is her, where that can be done."""
    client.post("/accounts/login/", {"login": "ada@example.com", "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize("path", ENTRANCES)
def test_entrances_speak_our_words(cast: Cast, client: Client, path: str):
    assert THEIRS.findall(said(client, path)) == []


@pytest.mark.parametrize("path", OWN_PAGES)
def test_account_pages_speak_our_words(cast: Cast, client: Client, path: str):
    assert THEIRS.findall(said(logged_in(client), path)) == []


@pytest.mark.parametrize("path", SECURED_PAGES)
def test_account_pages_of_a_person_with_codes_speak_our_words(cast: Cast, client: Client, path: str):
    logged_in(client)
    TOTP.activate(cast.ada, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(cast.ada)
    assert THEIRS.findall(said(client, path)) == []


def test_the_second_step_of_a_log_in_speaks_our_words(cast: Cast, client: Client):
    TOTP.activate(cast.ada, "JBSWY3DPEHPK3PXP")
    text = said(logged_in(client), "2fa/authenticate/")
    assert (THEIRS.findall(text), "Type the code your app shows now" in text) == ([], True)


@pytest.mark.parametrize("language", ["en", "es", "de"])
def test_compiled_words_are_those_written(language: str):
    """`make` compiles them, as a step before everything else."""
    written = catalogue(language)
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in written:
        if isinstance(message.id, tuple):
            one, many = message.id
            assert tuple(compiled.ngettext(one, many, count) for count in (1, 2)) == message.string
        elif message.context:
            assert compiled.pgettext(message.context, str(message.id)) == message.string
        else:
            assert compiled.gettext(str(message.id)) == message.string


def test_every_word_said_anew_is_one_the_package_says():
    """A release of allauth may change its own."""
    theirs = Path(allauth.__file__).parent / "locale" / "de" / "LC_MESSAGES" / "django.po"
    with theirs.open("rb") as known:
        assert {message.id for message in catalogue("en")} - {message.id for message in read_po(known)} == set()
