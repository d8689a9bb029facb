"""A person about themselves: words, picture, appearance."""

import re
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cards import images
from tests.cast import Cast, make_user
from tests.pictures import jpeg
from workspaces.models import Membership, User
from workspaces.scoping import inside

ME = "/accounts/me/"
WORDS = {"name": "Ada Byron", "language": "de", "zone": "Europe/Oslo", "clock_24h": "on", "theme": "dark"}


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def ada(cast: Cast, client: Client) -> User:
    client.force_login(cast.ada)
    return cast.ada


def upload(client: Client, data: bytes, name: str = "me.jpg", action: str = "keep") -> Any:
    return client.post(ME, {"picture": SimpleUploadedFile(name, data), "picture-action": action})


def test_words_are_saved_and_used_at_once(ada, client):
    """Zone and appearance hold from the next page on; our own pages are in English (docs/style.md)."""
    assert client.post(ME, WORDS).status_code == 302
    ada.refresh_from_db()
    assert (ada.name, ada.language, ada.zone, ada.clock_24h, ada.theme) == (
        "Ada Byron",
        "de",
        "Europe/Oslo",
        True,
        "dark",
    )
    page = client.get(ME).content.decode()
    assert '<html lang="en"' in " ".join(page.split())
    assert 'media="not all"' in page


def test_the_way_back_leads_to_the_workspace_used_last(cast, ada, client):
    """The bar of the workspace stays, the switch names it and knows the others."""
    client.get("/w/atelier/")
    with inside(cast.outpost):
        Membership.objects.create(user=ada, role="viewer")
    Membership.unscoped.filter(workspace=cast.outpost).update(last_used_at=timezone.now() - timedelta(days=1))
    page = client.get(ME).content.decode()
    ways = page.partition('<ul class="ways-list">')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]*)"', ways)[0] == "/w/atelier/"
    assert set(re.findall(r'href="/w/([^/"]*)/', ways)) == {"atelier"}
    assert "aria-current" not in ways
    assert re.findall(r'switch-name">\s*(\w+)', page) == ["Atelier"]
    switch = page.partition("switch-name")[2].partition("</details>")[0]
    assert re.findall(r'href="(/w/[^"]*)"', switch) == ["/w/atelier/", "/w/outpost/", "/w/new/"]


def test_who_belongs_to_no_workspace_has_no_bar(db, client):
    client.force_login(make_user("dora"))
    page = client.get(ME).content.decode()
    assert (page.count('class="ways"'), re.findall(r'switch-name">\s*(\w+)', page)) == (0, ["Workspaces"])


def test_unticked_clock_is_saved(ada, client):
    client.post(ME, {name: value for name, value in WORDS.items() if name != "clock_24h"})
    ada.refresh_from_db()
    assert ada.clock_24h is False


@pytest.mark.parametrize(("field", "value"), [("zone", "Mars/Olympus"), ("language", "xx"), ("theme", "pink")])
def test_wrong_word_is_explained_and_nothing_is_saved(ada, client, field, value):
    answer = client.post(ME, WORDS | {field: value})
    ada.refresh_from_db()
    assert (answer.status_code, ada.name, "data-error-summary" in answer.content.decode()) == (422, "Ada", True)


def test_fields_not_on_the_form_cannot_be_set(ada, client):
    """A21, T8"""
    before = ada.password
    client.post(ME, WORDS | {"email": "x@example.com", "is_staff": "on", "is_superuser": "on", "password": "x"})
    ada.refresh_from_db()
    assert (ada.email, ada.is_staff, ada.is_superuser, ada.password) == ("ada@example.com", False, False, before)


def test_picture_is_remade_as_a_square_webp(ada, client):
    """Rule 8: what we publish is what we encoded."""
    assert upload(client, jpeg(800, 500)).status_code == 302
    ada.refresh_from_db()
    with default_storage.open(ada.picture) as file:
        data = file.read()
    assert (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
    assert f'src="/media/{ada.picture}"' in client.get(ME).content.decode()
    with closing(client.get(f"/media/{ada.picture}")) as answer:
        assert answer.status_code == 200


@pytest.mark.parametrize(
    ("data", "name"), [(b"<svg onload=alert(1)>", "me.png"), (b"<html>", "me.jpg"), (b"", "me.jpg")]
)
def test_what_is_no_picture_is_refused_in_words(ada, client, data, name):
    """A11, A13"""
    answer = upload(client, data, name)
    ada.refresh_from_db()
    assert (answer.status_code, ada.picture, "message-error" in answer.content.decode()) == (422, "", True)


def test_nothing_chosen_is_said(ada, client):
    answer = client.post(ME, {"picture-action": "keep"})
    assert (answer.status_code, "Choose a picture first." in answer.content.decode()) == (422, True)


def test_new_picture_takes_the_place_of_the_old_file(ada, client):
    upload(client, jpeg(400, 400))
    ada.refresh_from_db()
    first = ada.picture
    upload(client, jpeg(300, 600))
    ada.refresh_from_db()
    assert (default_storage.exists(first), default_storage.exists(ada.picture)) == (False, True)
    client.post(ME, {"picture-action": "remove"})
    second = ada.picture
    ada.refresh_from_db()
    assert (ada.picture, default_storage.exists(second)) == ("", False)


def test_file_stays_while_somebody_else_shows_the_same_picture(cast, ada, client):
    upload(client, jpeg(400, 400))
    other = Client()
    other.force_login(cast.ben)
    upload(other, jpeg(400, 400))
    client.post(ME, {"picture-action": "remove"})
    cast.ben.refresh_from_db()
    assert default_storage.exists(cast.ben.picture)


def test_same_picture_again_keeps_its_file(ada, client):
    for _ in range(2):
        upload(client, jpeg(400, 400))
    ada.refresh_from_db()
    assert default_storage.exists(ada.picture)


def test_too_large_an_upload_is_refused_unread(ada, client, monkeypatch):
    monkeypatch.setattr(images, "LIMITS", images.Limits(upload_bytes=100))
    answer = upload(client, jpeg(400, 400))
    assert (answer.status_code, "Save it smaller" in answer.content.decode()) == (422, True)
