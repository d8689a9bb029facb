"""Passkeys in a real browser with a virtual authenticator: sign up with one, log in with it (product.md, T10)."""

import json
import re
import time

import pytest
from playwright.sync_api import Page

from tests.browser import PageOpener
from tests.servers import Server
from workspaces.models import Effect, Membership, User

pytestmark = pytest.mark.browser


def with_authenticator(page: Page) -> Page:
    """A platform authenticator that always agrees; it lives as long as the page."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def mailed_code() -> str:
    """From the row that waits in the outbox: this program has no mail server."""
    deadline = time.monotonic() + 10
    while not (row := Effect.objects.exclude(payload="").order_by("-pk").first()):
        assert time.monotonic() < deadline, "no mail was written"
        time.sleep(0.1)
    found = re.search(r"^([A-Z]{4}-[A-Z]{4})$", json.loads(row.payload)["body"], re.MULTILINE)
    assert found
    return found[1]


def test_passkey_signs_up_and_logs_in(site: Server, page_at: PageOpener):
    """No password at any time; after log-out the passkey alone is enough."""
    page = with_authenticator(page_at(site.url, "/accounts/signup/passkey/", timezone_id="Europe/Lisbon"))
    page.get_by_label("E-mail").fill("maria@example.com")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/accounts/confirm-email/")
    page.get_by_label("Code").fill(mailed_code())
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/2fa/webauthn/signup/")
    page.get_by_label("Name").fill("Phone")
    page.locator("#mfa_webauthn_signup").click()
    page.wait_for_url("**/w/maria/cards/new/")
    user = User.objects.get()
    assert (user.email, user.has_usable_password(), user.zone) == ("maria@example.com", False, "Europe/Lisbon")
    assert Membership.unscoped.get(user=user).workspace.zone == "Europe/Lisbon"

    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/w/maria/")
