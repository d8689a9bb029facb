"""What holds for every private address: log-in, cross-site posts, framing, cookies, NUL (A20, A59, A63, A64, A67)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from cardsite.kit.http import client_address
from tests.cast import PASSWORD, make_user
from tests.urlwalk import each_method
from tests.workspaces.accounts import log_in
from tests.workspaces.addresses import addresses

PRIVATE = ("/w/", "/accounts/", "/staff/")


def private() -> list[str]:
    """Addresses that ask for a log-in."""
    found = [where for prefix in PRIVATE for where in addresses(prefix)]
    return sorted({where.path for where in found if where.policy not in {"public", "entrance"}})


def unsafe() -> list[str]:
    return sorted({where.path for prefix in PRIVATE for where in addresses(prefix)})


def test_walk_finds_what_it_should():
    """The tests below prove something only if the walk is not empty."""
    assert {"/w/", "/w/new/", "/w/atelier/", "/w/atelier/settings/", "/accounts/me/", "/staff/"} <= set(private())
    assert {"/accounts/login/", "/accounts/signup/"} <= set(unsafe()) - set(private())


@each_method
def test_strangers_are_sent_to_the_log_in(cast, client, method):
    """A20: every private route of accounts, workspaces and the back office."""
    for path in private():
        answer = client.generic(method, path)
        seen = (path, answer.status_code, answer.headers.get("Location", "").partition("?")[0])
        assert seen in {(path, 302, "/accounts/login/"), (path, 404, "")}, seen


def test_workspace_of_others_is_not_there(cast, client):
    """Rule 5: the same 404 as for a workspace that does not exist."""
    log_in(client, "cleo@example.com")
    for path in (where.path for where in addresses("/w/atelier/")):
        answers = [client.get(path), client.get(path.replace("atelier", "nowhere"))]
        assert [answer.status_code for answer in answers] == [404, 404], path
        assert len({re.sub(rb"[0-9a-f]{12}", b"", answer.content) for answer in answers}) == 1, path


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        pytest.param("null", marks=pytest.mark.proof),
        pytest.param("http://localhost:8000.evil.example", marks=pytest.mark.proof),
    ],
)
def test_cross_site_post_is_refused_everywhere(cast, origin):
    """A63: signed in, without token, and with a token taken from our own form."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ada)
    page = client.get("/accounts/me/").content.decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found
    for path in unsafe():
        for token in ("", found[1]):
            answer = client.post(path, {"csrfmiddlewaretoken": token}, headers={"Origin": origin})
            assert answer.status_code == 403, path


def test_own_post_needs_a_token(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ada)
    answer = client.post("/accounts/me/", {"name": "Mallory"})
    cast.ada.refresh_from_db()
    assert (answer.status_code, cast.ada.name) == (403, "Ada")


def test_refused_post_is_explained_in_plain_words(cast):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {})
    assert (answer.status_code, "<h1" in answer.content.decode(), answer["Cache-Control"]) == (403, True, "no-store")


def test_pages_of_the_chrome_may_not_be_framed(cast, client):
    """A64, the dashboard's part"""
    client.force_login(cast.ada)
    pages = ["/w/new/", "/w/atelier/settings/", "/accounts/me/", "/accounts/2fa/"]
    for answer in (*map(client.get, pages), Client().get("/accounts/login/")):
        assert answer.status_code == 200
        policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
        assert policy["frame-ancestors"] == "'none'"


def test_private_pages_are_not_kept_by_caches(cast, client):
    """A61: what a session was read for varies by cookie."""
    client.force_login(cast.ada)
    for page in ("/w/atelier/settings/", "/accounts/me/"):
        assert "Cookie" in client.get(page)["Vary"]


def test_cookies_are_plain_on_http(db, client):
    """A59: a prefix would break the log-in on a LAN."""
    make_user("ada")
    client.get("/accounts/login/")
    log_in(client, "ada@example.com")
    assert {name: attributes(cookie) for name, cookie in client.cookies.items()} == {
        "csrf": (True, "Lax", "", "", "/"),
        "session": (True, "Lax", "", "", "/"),
    }


def attributes(cookie) -> tuple[object, ...]:
    return cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["domain"], cookie["path"]


@pytest.mark.processes
def test_cookies_carry_the_host_prefix_on_https(make_server):
    """A59: as the real program answers when BASE_URL is https; and no third cookie, whatever happens."""
    server = make_server(BASE_URL="https://cards.example", TRUSTED_PROXIES="1").start()
    proxy = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    answer = server.get("/accounts/signup/?handle=maria", headers=proxy)
    cookies = {}
    for line in answer.headers.get_all("Set-Cookie") or []:
        name, _, rest = line.partition("=")
        cookies[name] = {part.split("=")[0].strip().lower() for part in rest.split(";")[1:]}
    assert sorted(cookies) == ["__Host-csrf", "__Host-session"]
    for told in cookies.values():
        assert {"secure", "httponly", "samesite", "path"} <= told
        assert "domain" not in told


FIELDS = {
    "account_login": {"login": "ada@example.com", "password": PASSWORD},
    "account_signup": {"email": "new@example.com", "password1": PASSWORD, "zone": "UTC"},
    "account_signup_by_passkey": {"email": "new@example.com", "zone": "UTC"},
    "account_request_login_code": {"email": "ada@example.com"},
    "account_confirm_login_code": {"code": "ABCD-EFGH"},
    "account_email_verification_sent": {"code": "ABCD-EFGH"},
    "account_reset_password": {"email": "ada@example.com"},
    "account_email": {"email": "new@example.com"},
    "account_change_password": {"oldpassword": PASSWORD, "password1": "x" * 12, "password2": "x" * 12},
    "account_reauthenticate": {"password": PASSWORD},
    "mfa_authenticate": {"code": "123456"},
    "mfa_activate_totp": {"code": "123456"},
    "mfa_login_webauthn": {"credential": "{}"},
    "personal_settings": {"name": "Ada", "language": "en", "zone": "UTC", "clock_24h": "on", "theme": "dark"},
    "workspace_new": {"name": "Studio"},
}


@pytest.mark.parametrize("bad", ["\x00", "\ud800"])
@pytest.mark.parametrize("signed_in", [True, False])
def test_nul_in_any_account_field_is_refused(cast, bad, signed_in):
    """A67: 400, never 500, in every field's value, in a field's name, in the address and its query."""
    client = Client()
    if signed_in:
        client.force_login(cast.ada)
    spoiled = f"a{bad}b".encode("utf-8", "surrogatepass").decode("latin-1")
    quoted = "".join(f"%{ord(letter):02X}" for letter in spoiled)
    form = "application/x-www-form-urlencoded"
    for name, fields in FIELDS.items():
        url = reverse(name)
        bodies = ["&".join(f"{f}={quoted if f == field else v}" for f, v in fields.items()) for field in fields]
        for body in (*bodies, f"{quoted}=1"):
            assert client.post(url, body, content_type=form).status_code in refused(bad, body), (name, body)
        assert client.get(f"{url}?next={quoted}").status_code in refused(bad, quoted), name


def refused(bad: str, sent: str) -> set[int]:
    """A lone surrogate cannot be said in UTF-8: Django reads replacement characters, which are harmless text."""
    return {400} if bad == "\x00" else {200, 302, 400, 404, 405, 422}


@pytest.mark.parametrize("field", ["name", "address", "zone", "language", "currency"])
def test_nul_in_a_workspace_field_is_refused(cast, client, field):
    """A67"""
    client.force_login(cast.ada)
    words = {"name": "Atelier", "address": "", "zone": "UTC", "language": "en", "currency": "EUR"}
    answer = client.post("/w/atelier/settings/", words | {field: "a\x00b"})
    cast.atelier.refresh_from_db()
    assert (answer.status_code, cast.atelier.name, cast.atelier.zone) == (400, "Atelier", "UTC")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "", "127.0.0.1"),
        (0, "198.51.100.7", "127.0.0.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "192.0.2.1, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 192.0.2.1, 198.51.100.7", "192.0.2.1"),
        (2, "198.51.100.7", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_client_address_counts_proxies_from_the_right(rf, settings, proxies, forwarded, seen):
    """Rule 22, T31: hops a client wrote itself do not count."""
    settings.TRUSTED_PROXIES = proxies
    assert client_address(rf.get("/", headers={"X-Forwarded-For": forwarded} if forwarded else {})) == seen
