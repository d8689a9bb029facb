"""Links in mails come from BASE_URL, never from what a request says about its host (A29; rule 23)."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import make_user
from tests.workspaces.accounts import sign_up

FORGED = [{"X-Forwarded-Host": "evil.example"}, {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}]
ALLOWED = [{"Host": "localhost:9"}, {"Host": "127.0.0.1"}, {"Host": "LOCALHOST"}]


def mailed(post, headers) -> str:
    """What a reset and a second sign-up of a known address mail out."""
    make_user("ada")
    client = Client(headers=headers)
    client.post(reverse("account_reset_password"), {"email": "ada@example.com"})
    sign_up(client, "ada@example.com")
    mails = post()
    assert len(mails) == 2
    return "\n".join(f"{mail.subject}\n{mail.from_email}\n{mail.body}" for mail in mails)


@pytest.mark.parametrize("proxies", [0, 1])
@pytest.mark.parametrize("headers", [*FORGED, *ALLOWED])
def test_reset_link_is_canonical(post, settings, proxies, headers):
    """A29 (P0): also where a proxy stands in front, and for another spelling of an allowed host."""
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
    settings.TRUSTED_PROXIES = proxies
    text = mailed(post, headers)
    assert "evil" not in text
    links = [word for word in text.split() if "://" in word]
    assert {link.partition("/accounts/")[0].rstrip("/") for link in links} == {"http://localhost:8000"}
    assert any("/accounts/password/reset/key/" in link for link in links)


def test_foreign_host_is_refused(post):
    """A29 (P0)"""
    make_user("ada")
    for path in (reverse("account_reset_password"), reverse("account_login"), reverse("account_signup")):
        answer = Client(headers={"Host": "evil.example"}).post(path, {"email": "ada@example.com"})
        assert answer.status_code == 400
    assert post() == []
