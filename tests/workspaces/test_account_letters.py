"""Letters about an account: every one that can be sent, in the language of whose it is."""

import io
from collections.abc import Callable
from typing import Any, Final

import pytest
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from babel.messages.extract import extract_python
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils.translation.template import templatize

from tests.cast import Cast
from tests.letter_writers import MESSAGE, account_letters
from tests.test_languages import catalogue

FIREFOX: Final = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
NOTICES: Final = {
    "account/email/email_changed": "Ihre E-Mail-Adresse wurde geändert",
    "account/email/password_set": "Ihr Konto hat jetzt ein Passwort",
    "account/email/password_reset": "Ihr Passwort wurde geändert",
    "account/email/password_changed": "Ihr Passwort wurde geändert",
    "mfa/email/recovery_codes_generated": "Neue Wiederherstellungscodes",
    "mfa/email/totp_activated": "Codes aus einer App wurden eingeschaltet",
    "mfa/email/totp_deactivated": "Codes aus einer App wurden ausgeschaltet",
    "mfa/email/webauthn_added": "Ein Passkey kam hinzu",
    "mfa/email/webauthn_removed": "Ein Passkey wurde entfernt",
}


@pytest.fixture
def told(cast: Cast, post: Any, settings: Any) -> Callable[[str, dict[str, str]], Any]:
    """What Ada, in Berlin, is told by one of allauth's letters."""
    settings.OPERATOR_EMAIL = "boss@example.com"
    cast.ada.zone, cast.ada.language = "Europe/Berlin", "de"
    cast.ada.save()

    def tell(prefix: str, context: dict[str, str]) -> Any:
        request = RequestFactory(headers={"User-Agent": FIREFOX}).get("/")
        with request_context(request):
            get_adapter(request).send_notification_mail(prefix, cast.ada, context, email="ada@example.com")
        (mail,) = post()
        return mail

    return tell


def test_every_notice_is_a_letter_in_the_persons_language(told):
    """Rule 27: what was done, when on their clock, from where, and the remedy."""
    for prefix, subject in NOTICES.items():
        mail = told(prefix, {"from_email": "a@example.com", "to_email": "b@example.com"})
        html = str(mail.alternatives[0][0])
        assert (mail.subject, mail.reply_to, '<html lang="de"' in html) == (subject, ["boss@example.com"], True)
        assert "Browser: Firefox, Windows\nWann: " in mail.body
        assert "(Europe/Berlin)\n" in mail.body
        assert "Neues Passwort wählen:\nhttp://localhost:8000/accounts/password/reset/\n" in mail.body


def test_a_new_address_is_confirmed_by_a_code_in_the_persons_language(cast: Cast, post: Any):
    cast.ada.language = "es"
    cast.ada.save()
    context = {"user": cast.ada, "code": "ABCD-EFGH"}
    get_adapter().send_mail("account/email/email_confirmation", "new@example.com", context)
    (mail,) = post()
    assert mail.body.startswith("Tu código para Cardsite\n\nEscribe este código en la página que tienes abierta y new@")
    assert "\n\nABCD-EFGH\n\nVale una sola vez" in mail.body


def words_of(name: str) -> list[str]:
    source = templatize(get_template(name).template.source, origin=name)  # type: ignore[attr-defined]
    plain = io.BytesIO("\n".join(line.lstrip() for line in source.splitlines()).encode())
    return [str(said) for _line, _call, said, _comments in extract_python(plain, {"_": None, "gettext": None}, [], {})]


def test_every_letter_of_an_account_is_said_in_our_words():
    """What a package says is said anew in each language; a name to log in with nobody has here."""
    own, letters = [], sorted(account_letters())
    for prefix in [*letters, "account/email/base_notification"]:
        endings = (MESSAGE, "_subject.txt") if prefix in letters else (".txt",)
        own += [word for ending in endings for word in words_of(prefix + ending) if "username" not in word]
    assert len(own) > 30
    for language in ("es", "de"):
        known = {text for _context, text in catalogue(language)}
        assert [word for word in own if word not in known] == []
