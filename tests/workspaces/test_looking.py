"""Staff looks as owner: a reason, half an hour, a banner, and nothing can be changed (cards 91; A72; T37)."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.utils import timezone

from tests.access_table import WORKSPACE
from tests.cast import Cast, make_user
from tests.holdings import Holding, fingerprint, make_holding
from tests.urlwalk import walk
from workspaces import looking
from workspaces.access import RIGHTS
from workspaces.models import AuditEntry, Membership, User
from workspaces.scoping import inside

ADDRESSES = [address for address in walk() if address.of_workspace]
BANNER = "You look at Atelier as its owner"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def boss(db: None) -> User:
    user = make_user("boss", is_staff=True)
    totp.TOTP.activate(user, totp.generate_totp_secret())
    return user


@pytest.fixture
def adas(cast: Cast) -> Holding:
    return make_holding(cast.atelier, cast.ada, "Zitronenfalter")


@pytest.fixture
def staff(boss: User, adas: Holding) -> Client:
    """Looks at Atelier."""
    client = Client(raise_request_exception=False)
    client.force_login(boss)
    answer = client.post(f"/staff/workspaces/workspace/{adas.workspace.pk}/look/", {"reason": "Request 4711"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/w/atelier/")
    return client


def rows_of(holding: Holding) -> dict[str, list[Any]]:
    return fingerprint(holding.workspace)


def test_a_look_needs_a_reason_and_a_second_factor(adas: Holding, boss: User):
    client, half = Client(), Client()
    client.force_login(boss)
    half.force_login(make_user("clerk", is_staff=True))
    page = f"/staff/workspaces/workspace/{adas.workspace.pk}/look/"
    assert client.post(page, {"reason": ""}).status_code == 422
    assert half.post(page, {"reason": "x"}).headers["Location"] == "/accounts/2fa/"
    assert [one.get("/w/atelier/").status_code for one in (client, half)] == [404, 404]


def test_every_page_has_the_banner_and_nothing_can_be_sent(staff: Client, adas: Holding):
    """A72, over all addresses: what may be looked at changes no row, what may not is 403"""
    before, seen, bare = rows_of(adas), set(), set()
    for address in ADDRESSES:
        path = address.path(adas.values(address))
        answer = staff.get(path)
        body = answer.getvalue().decode(errors="replace")
        if answer.status_code == 200:
            seen.add(address.name)
            page = answer.headers["Content-Type"].startswith("text/html") and "<html" in body
            if page and BANNER not in body and address.name not in looking.FRAMED:
                bare.add(address.name)
        assert (address.name, staff.post(path, adas.form(address.name), content_type=FORM).status_code) == (
            address.name,
            403,
        )
    assert bare == set()
    assert rows_of(adas) == before
    closed = {a.name for a in ADDRESSES if "GET" in WORKSPACE[a.name].methods} - seen
    assert looking.CLOSED | {"workspace_export", "workspace_export_file"} <= closed
    assert {"tray", "card_edit", "agenda", "orders", "leads", "workspace_settings"} <= seen


def test_the_card_itself_is_seen_in_pages_with_the_banner_alone(staff: Client, adas: Holding):
    """A72: a version opened in a tab of its own leads back to them"""
    path = f"/w/atelier/cards/{adas.card.pk}/history/{adas.newest.number}/"
    asked = {dest: staff.get(path, headers={"Sec-Fetch-Dest": dest}) for dest in ("document", "iframe")}
    assert (asked["document"].headers["Location"], asked["iframe"].status_code) == ("/w/atelier/", 200)


def test_rights_that_nobody_thought_about_are_closed():
    """Members, billing, deletion and export are not to be looked at."""
    assert RIGHTS.keys() - looking.RIGHTS >= {"workspace.edit", "workspace.export", "workspace.delete", "cards.delete"}
    assert not looking.may("GET", "members.view", "members")
    assert not looking.may("POST", "cards.view", "tray")


def test_it_ends_by_itself_and_by_the_button(staff: Client, boss: User, monkeypatch: pytest.MonkeyPatch):
    later = timezone.now() + timedelta(minutes=30)
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: later)
        assert staff.get("/w/atelier/").status_code == 404
    assert staff.get("/w/atelier/").status_code == 200
    assert staff.get("/staff/workspaces/workspace/stop-looking/").status_code == 405
    assert staff.post("/staff/workspaces/workspace/stop-looking/").status_code == 302
    assert staff.get("/w/atelier/").status_code == 404


def test_it_opens_one_workspace_and_ends_with_the_rights(staff: Client, boss: User):
    assert [staff.get(path).status_code for path in ("/w/atelier/", "/w/outpost/")] == [200, 404]
    User.objects.filter(pk=boss.pk).update(is_staff=False)
    assert staff.get("/w/atelier/").status_code == 404


def test_the_owner_reads_when_and_why_but_not_who(staff: Client, cast: Cast, client: Client, boss: User):
    """A72: the back office knows who it was"""
    staff.post("/staff/workspaces/workspace/stop-looking/")
    client.force_login(cast.ada)
    page = client.get("/w/atelier/log/").content.decode()
    assert "Request 4711" in page
    assert "Cardsite staff" in page
    assert boss.email not in page
    with inside(cast.atelier):
        entries = AuditEntry.objects.filter(verb__startswith="staff.").order_by("pk").values_list("verb", "actor")
    assert list(entries) == [("staff.look", boss.pk), ("staff.stop", boss.pk)]


def test_nobody_looks_at_our_own_people(adas: Holding, boss: User, cast: Cast):
    client = Client()
    client.force_login(boss)
    with inside(cast.atelier):
        Membership.objects.create(user=make_user("clerk", is_staff=True), role="viewer")
    page = f"/staff/workspaces/workspace/{adas.workspace.pk}/look/"
    assert client.post(page, {"reason": "x"}).status_code == 422
    assert client.get("/w/atelier/").status_code == 404
