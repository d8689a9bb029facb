"""Pages of workspaces: settings by role, another workspace, the switcher, when a membership was last used."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from workspaces.models import AuditEntry, Membership, Role, Workspace

SETTINGS = "/w/atelier/settings/"
WORDS = {"name": "Atelier Nord", "address": "Kai 1", "zone": "Europe/Oslo", "language": "de", "currency": "NOK"}


def as_role(cast: Cast, role: str) -> Client:
    client = Client()
    client.force_login(cast.by_role(Role(role)))
    return client


@pytest.mark.parametrize(
    ("role", "statuses"), [("owner", (200, 302)), ("admin", (200, 302)), ("editor", (200, 403)), ("viewer", (200, 403))]
)
def test_settings_by_role(cast, role, statuses):
    """Rule 5: everybody reads, owners and admins write; for the others the fields are closed."""
    client = as_role(cast, role)
    page = client.get(SETTINGS)
    written = client.post(SETTINGS, WORDS)
    assert (page.status_code, written.status_code) == statuses
    cast.atelier.refresh_from_db()
    changed = statuses[1] == 302
    assert cast.atelier.name == ("Atelier Nord" if changed else "Atelier")
    assert ("Save settings" in page.content.decode()) == changed
    assert page.content.decode().count(" disabled") == (0 if changed else 5)


def test_settings_are_written_and_noted(cast):
    """cards 87: who, what, before and after."""
    as_role(cast, "owner").post(SETTINGS, WORDS)
    row = Workspace.objects.get(pk=cast.atelier.pk)
    assert {name: getattr(row, name) for name in WORDS} == WORDS
    entry = AuditEntry.unscoped.get()
    assert (entry.verb, entry.actor, entry.workspace, entry.after) == ("workspace.edit", cast.ada, cast.atelier, WORDS)
    assert entry.before == {"name": "Atelier", "address": "", "zone": "UTC", "language": "en", "currency": "EUR"}


def test_time_zones_are_chosen_by_part_of_the_world(cast):
    cast.atelier.zone = "America/Argentina/Buenos_Aires"
    cast.atelier.save()
    page = as_role(cast, "owner").get(SETTINGS).content.decode()
    zones = page.partition('name="zone"')[2].partition("</select>")[0]
    assert re.findall(r'<optgroup label="(\w+)">', zones)[:3] == ["UTC", "Africa", "America"]
    assert re.findall(r'value="([^"]+)" selected>([^<]+)<', zones) == [
        ("America/Argentina/Buenos_Aires", "Argentina, Buenos Aires")
    ]


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        ({"name": "Nord"}, True),
        ({"zone": "Europe/Oslo"}, True),
        ({"language": "de"}, True),
        ({"currency": "NOK"}, False),
        ({}, False),
    ],
)
def test_public_pages_are_made_anew_when_a_shown_word_changes(cast, change, touched):
    before = {"name": "Atelier", "address": "", "zone": "UTC", "language": "en", "currency": "EUR"}
    as_role(cast, "owner").post(SETTINGS, before | change)
    assert Workspace.objects.get(pk=cast.atelier.pk).revision == (2 if touched else 1)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "This field is required."),
        ("name", "x" * 121, "at most 120 characters"),
        ("zone", "Mars/Olympus", "Choose a time zone from the list"),
        ("zone", "posix/Europe/Oslo", "Choose a time zone from the list"),
        ("language", "xx", "is not one of the available choices"),
        ("currency", "XXX", "is not one of the available choices"),
    ],
)
def test_wrong_setting_is_explained_and_nothing_is_lost(cast, field, value, said):
    answer = as_role(cast, "owner").post(SETTINGS, WORDS | {field: value})
    text = answer.content.decode()
    assert (answer.status_code, said in text, "Kai 1" in text) == (422, True, True)
    assert Workspace.objects.get(pk=cast.atelier.pk).name == "Atelier"


def test_fields_not_on_the_form_cannot_be_set(cast):
    """A21 (P0), rule 28"""
    as_role(cast, "owner").post(SETTINGS, WORDS | {"slug": "taken", "plan_key": "pro", "revision": "99", "id": "1"})
    row = Workspace.objects.get(pk=cast.atelier.pk)
    assert (row.slug, row.plan_key, row.name) == ("atelier", "unlimited", "Atelier Nord")


def test_person_makes_another_workspace(cast):
    client = as_role(cast, "viewer")
    answer = client.post("/w/new/", {"name": "Vera's own", "slug": "atelier", "plan_key": "pro"})
    workspace = Workspace.objects.exclude(slug__in=["atelier", "outpost"]).get()
    assert (answer.headers["Location"], workspace.slug, workspace.plan_key) == (
        "/w/veras-own/",
        "veras-own",
        "unlimited",
    )
    assert Membership.unscoped.get(workspace=workspace).user == cast.vera
    assert client.get("/w/veras-own/settings/").status_code == 200


def test_workspace_without_name_is_not_made(cast):
    answer = as_role(cast, "owner").post("/w/new/", {"name": "  "})
    assert (answer.status_code, Workspace.objects.count()) == (422, 2)


def test_switcher_lists_own_workspaces_only(cast):
    client = as_role(cast, "owner")
    client.post("/w/new/", {"name": "Zeta"})
    client.post("/w/new/", {"name": "alpha"})
    context = client.get("/accounts/me/").context
    assert [workspace.slug for workspace in context["my_workspaces"]] == ["alpha", "atelier", "zeta"]
    assert "outpost" not in client.get("/accounts/me/").content.decode()


def test_home_leads_to_the_workspace_used_last(cast):
    client = as_role(cast, "owner")
    client.post("/w/new/", {"name": "Zeta"})
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        client.get(SETTINGS)
        assert client.get("/w/").headers["Location"] == "/w/atelier/"


def test_person_without_workspace_is_asked_to_make_one(cast, client):
    Membership.unscoped.filter(user=cast.vera).delete()
    client.force_login(cast.vera)
    assert client.get("/w/").headers["Location"] == "/w/new/"
    assert client.get("/w/new/").status_code == 200


def test_use_is_noted_at_most_every_ten_minutes(cast):
    client = as_role(cast, "editor")
    begun = Membership.unscoped.get(user=cast.eve).last_used_at
    seen = []
    for minutes in (9, 11, 15, 22):
        with time_machine.travel(begun + timedelta(minutes=minutes), tick=False):
            client.get(SETTINGS)
        seen.append(Membership.unscoped.get(user=cast.eve).last_used_at - begun)
    assert seen == [timedelta(0), timedelta(minutes=11), timedelta(minutes=11), timedelta(minutes=22)]
    assert Membership.unscoped.get(user=cast.ada).last_used_at < begun + timedelta(minutes=1)


def test_removed_member_is_out_with_the_next_request(cast):
    """A23: membership is read on every request."""
    client = as_role(cast, "editor")
    assert client.get(SETTINGS).status_code == 200
    Membership.unscoped.filter(user=cast.eve).delete()
    assert client.get(SETTINGS).status_code == 404


def test_settings_cost_few_queries(cast, django_assert_num_queries):
    """Session, person, membership with workspace, switcher, calendars on other clocks, the company's address."""
    client = as_role(cast, "owner")
    client.get(SETTINGS)
    with django_assert_num_queries(6):
        client.get(SETTINGS)
