"""Log-in: the same answers for known and unknown, limits that do not lock the owner out, sessions (A24–A28, A65)."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, make_user
from tests.workspaces.accounts import ask_for_code, code_in, enter_code, log_in, shape, signed_in
from workspaces.models import User

ADA, NOBODY = "ada@example.com", "nobody@example.com"
WRONG = "not the password"


@pytest.fixture
def ada(db: None) -> User:
    return make_user("ada")


def test_log_in_answers_known_and_unknown_alike(ada, client):
    """A24"""
    known, unknown = shape(log_in(client, ADA, WRONG)), shape(log_in(Client(), NOBODY, WRONG))
    assert known == unknown
    assert (known[0], "do not belong together" in known[2]) == (200, True)


def test_unknown_address_costs_a_hash_as_well(ada, client, monkeypatch):
    """A24 by time: one password is hashed either way."""
    hashed: list[str | None] = []
    real = User.set_password

    def set_password(self: User, raw: str | None) -> None:
        hashed.append(raw)
        real(self, raw)

    monkeypatch.setattr(User, "set_password", set_password)
    log_in(client, NOBODY, WRONG)
    assert hashed == [WRONG]


def test_log_in_code_answers_known_and_unknown_alike_and_mails_only_the_known(ada, client, post):
    """A24, A25"""
    stranger = Client()
    known, unknown = shape(ask_for_code(client, ADA)), shape(ask_for_code(stranger, NOBODY))
    assert known == unknown
    assert shape(client.get(known[1])) == shape(stranger.get(unknown[1]))
    assert [sent.to for sent in post()] == [[ADA]]


def test_the_address_typed_at_the_log_in_goes_along_to_the_code(ada, client, post):
    """Nothing is asked twice: the button sends what was typed above it, and no password is needed."""
    page = client.get(reverse("account_login")).content.decode()
    (button,) = re.findall(r"<button[^>]*formaction=[^>]*>", page)
    url = reverse("account_request_login_code")
    assert ('form="login"' in button, f'formaction="{url}"' in button, "formnovalidate" in button) == (True, True, True)
    assert re.findall(r'<form[^>]*id="login"[^>]*>.*?name="(login)"', page, re.DOTALL) == ["login"]
    answer = client.post(url, {"login": ADA, "password": ""})
    assert (answer.status_code, answer.url) == (302, reverse("account_confirm_login_code"))
    assert enter_code(client, code_in(post()[0])).url == reverse("home")


@pytest.mark.parametrize(("typed", "said"), [("", []), ("no address", ["no address"])])
def test_without_an_address_the_page_of_the_code_asks_for_it(ada, client, post, typed, said):
    """What was typed comes back with its error; an empty field is no mistake yet."""
    answer = client.post(reverse("account_request_login_code"), {"login": typed, "password": "secret of ada"})
    page = answer.content.decode()
    assert (answer.status_code, post(), "secret of ada" in page) == (200, [], False)
    assert re.findall(r'name="email"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="email"', page) == [
        (value, "") for value in said
    ]
    assert ("data-error-summary" in page) == bool(said)


def test_password_reset_answers_known_and_unknown_alike_and_mails_only_the_known(ada, client, post):
    """A25"""
    url = reverse("account_reset_password")
    known, unknown = shape(client.post(url, {"email": ADA})), shape(Client().post(url, {"email": NOBODY}))
    assert known == unknown
    assert known[:2] == (302, reverse("account_reset_password_done"))
    assert [sent.to for sent in post()] == [[ADA]]


@pytest.mark.parametrize("way", ["code", "passkey"])
def test_attacker_is_limited_and_the_owner_gets_in(ada, client, post, way):
    """A26: twenty wrong passwords; then even the right one is refused; the owner is told once and gets in."""
    attacker = Client(REMOTE_ADDR="192.0.2.66")
    for _ in range(20):
        log_in(attacker, ADA, WRONG)
    answer = log_in(attacker, ADA, PASSWORD)
    assert (signed_in(attacker), "Too many failed" in answer.content.decode()) == (False, True)
    (notice,) = post()
    assert (notice.to, "wrong passwords" in notice.subject) == ([ADA], True)
    assert f"http://localhost:8000{reverse('account_request_login_code')}" in notice.body
    if way == "code":
        ask_for_code(client, ADA)
        enter_code(client, code_in(post()[0]))
        assert signed_in(client)
    else:
        challenge = client.get(reverse("mfa_login_webauthn"), headers={"X-Requested-With": "XMLHttpRequest"})
        assert (challenge.status_code, "challenge" in challenge.content.decode()) == (200, True)


def test_another_spelling_of_host_or_address_is_no_new_allowance(ada, settings):
    """A26: the limit belongs to the account, not to the Host header or the case of letters."""
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    spellings = [("localhost:1", ADA), ("localhost:2", "ADA@example.com"), ("127.0.0.1", " ada@Example.com ")]
    for number in range(6):
        host, email = spellings[number % 3]
        log_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), email, WRONG, headers={"Host": host})
    fresh = Client(REMOTE_ADDR="192.0.2.200")
    log_in(fresh, ADA, PASSWORD)
    assert not signed_in(fresh)


def test_no_notice_goes_to_addresses_without_account(db, post):
    for _ in range(8):
        log_in(Client(), NOBODY, WRONG)
    assert post() == []


def test_no_notice_for_a_few_typing_errors(ada, client, post):
    for _ in range(4):
        log_in(client, ADA, WRONG)
    log_in(client, ADA)
    assert (signed_in(client), post()) == (True, [])


def test_client_address_is_counted_behind_trusted_proxies(ada, settings):
    """Rule 22: forged hops on the left change nothing."""
    settings.TRUSTED_PROXIES = 1
    for number in range(11):
        forged = {"X-Forwarded-For": f"198.51.100.{number}, 192.0.2.66"}
        log_in(Client(), f"somebody{number}@example.com", WRONG, headers=forged)
    one_address = Client()
    log_in(one_address, ADA, PASSWORD, headers={"X-Forwarded-For": "192.0.2.66"})
    another = Client()
    log_in(another, ADA, PASSWORD, headers={"X-Forwarded-For": "192.0.2.67"})
    assert (signed_in(one_address), signed_in(another)) == (False, True)


def test_limits_stand_in_the_database(settings):
    """Rule 21: they hold in every process; nothing culls them early."""
    cache = settings.CACHES["default"]
    assert cache["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert cache["OPTIONS"]["MAX_ENTRIES"] >= 100_000


def test_session_changes_at_log_in_and_the_old_one_is_dead(ada, client):
    """A27"""
    client.get(reverse("account_signup"), {"handle": "maria"})
    before = client.cookies["session"].value
    log_in(client, ADA)
    assert client.cookies["session"].value != before
    fixed = Client()
    fixed.cookies["session"] = before
    assert not signed_in(fixed)


def test_password_change_ends_other_sessions_and_keeps_this_one(ada, client, post):
    """A28"""
    elsewhere = Client()
    log_in(client, ADA)
    log_in(elsewhere, ADA)
    assert signed_in(elsewhere)
    words = {"oldpassword": PASSWORD, "password1": "a brand new password", "password2": "a brand new password"}
    assert client.post(reverse("account_change_password"), words).status_code == 302
    assert (signed_in(client), signed_in(elsewhere)) == (True, False)
    assert [sent.to for sent in post()] == [[ADA]]


def test_password_reset_ends_other_sessions(ada, client, post):
    """A28"""
    elsewhere = Client()
    log_in(elsewhere, ADA)
    client.post(reverse("account_reset_password"), {"email": ADA})
    link = next(word for word in str(post()[0].body).split() if word.startswith("http://localhost:8000/"))
    form = client.get(link.removeprefix("http://localhost:8000")).url
    client.post(form, {"password1": "a brand new password", "password2": "a brand new password"})
    assert (signed_in(client), signed_in(elsewhere)) == (True, False)


def test_second_factor_is_asked_for_after_the_password(ada, client):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(ada, secret)
    assert log_in(client, ADA).url == reverse("mfa_authenticate")
    assert not signed_in(client)
    code = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert signed_in(client)


def test_second_factor_is_asked_for_after_a_code_by_mail_too(ada, client, post):
    totp.TOTP.activate(ada, totp.generate_totp_secret())
    ask_for_code(client, ADA)
    assert enter_code(client, code_in(post()[0])).url == reverse("mfa_authenticate")
    assert not signed_in(client)


@pytest.mark.parametrize(
    "page", ["account_email", "mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"]
)
def test_sensitive_changes_ask_for_the_password_again(ada, client, page, monkeypatch):
    """Rule 27: after five minutes the log-in is no longer fresh."""
    Authenticator.objects.create(user=ada, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 0})
    client.force_login(ada)
    answer = client.post(reverse(page), {"email": "new@example.com", "action_add": ""})
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, reverse("account_reauthenticate"))
    assert mail.outbox == []


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/x"]
)
@pytest.mark.parametrize("kind", ["query", "form"])
def test_next_stays_on_the_site(ada, client, target, kind):
    """A65"""
    url = reverse("account_login")
    words: dict[str, Any] = {"login": ADA, "password": PASSWORD}
    answer = (
        client.post(f"{url}?next={target}", words) if kind == "query" else client.post(url, words | {"next": target})
    )
    assert (answer.status_code, answer.url) == (302, reverse("home"))


def test_next_on_the_site_is_followed(ada, client):
    answer = client.post(f"{reverse('account_login')}?next=/w/new/", {"login": ADA, "password": PASSWORD})
    assert answer.url == "/w/new/"


def test_log_out_needs_a_post(ada, client):
    log_in(client, ADA)
    client.get(reverse("account_logout"))
    assert signed_in(client)
    client.post(reverse("account_logout"))
    assert not signed_in(client)


def test_open_sessions_are_listed_and_can_be_ended(ada, client):
    elsewhere = Client(HTTP_USER_AGENT="Elsewhere/1.0")
    for device in (elsewhere, client):
        log_in(device, ADA)
        signed_in(device)
    assert "Elsewhere/1.0" in client.get(reverse("usersessions_list")).content.decode()
    client.post(reverse("usersessions_list"))
    assert (signed_in(client), signed_in(elsewhere)) == (True, False)
