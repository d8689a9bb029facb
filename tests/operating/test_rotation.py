"""A new secret key, with the old one among `SECRET_KEY_FALLBACKS`: nobody notices (rule 26)."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from cards.locking import cookie
from cards.models import Card
from cardsite.kit import signing
from tests.cast import Cast

NEW = "another-key-of-fifty-characters-and-more-than-enough"
KINDS = ("booking", "order", "calendar", "lead")


def rotate(settings: Any, *, believed: bool) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if believed else []
    settings.SECRET_KEY = NEW


@pytest.mark.parametrize("believed", [True, False])
def test_whoever_is_logged_in_stays_so(cast: Cast, client: Client, settings: Any, believed: bool):
    """The control: without the old key the session is worth nothing."""
    client.force_login(cast.ada)
    rotate(settings, believed=believed)
    answer = client.get("/w/atelier/")
    assert answer.status_code == (200 if believed else 302)
    settings.SECRET_KEY_FALLBACKS = []  # it was signed anew at once, so the old key may go
    assert client.get("/w/atelier/").status_code == answer.status_code


def test_links_in_mails_go_on(settings: Any):
    """/b, /o, /l and /feeds"""
    links = {kind: signing.token(kind, 7, 2) for kind in KINDS}
    rotate(settings, believed=True)
    assert {kind: signing.read(kind, link) for kind, link in links.items()} == dict.fromkeys(KINDS, (7, 2))
    assert signing.token("booking", 7, 2) != links["booking"]
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(signing.BadToken):
        signing.read("booking", links["booking"])


def test_an_opened_card_stays_open(settings: Any, rf: RequestFactory):
    """The cookie of the gate; of another card it opens nothing"""
    card, other = Card(handle="ada", password="hash"), Card(handle="ben", password="hash")
    cookie.give(given := HttpResponse(), card)
    rotate(settings, believed=True)
    asked = rf.get("/ada", headers={"cookie": f"{cookie.cookie_name()}={given.cookies[cookie.cookie_name()].value}"})
    assert (cookie.opens(asked, card), cookie.opens(asked, other)) == (True, False)
    settings.SECRET_KEY_FALLBACKS = []
    assert cookie.opens(asked, card) is False
