"""The demonstration: seeded once, through the domain functions, ready to look at."""

from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from cards.models import Card, Code, Prepared
from cardsite import seeding
from workspaces import outbox
from workspaces.models import Workspace
from workspaces.scoping import inside

CARDS = [
    *("ada", "bilal-bakes", "hallmann-voss", "jonas-weidner", "miriam-castell", "noor-lindqvist", "pavel-dorn"),
    *("rosa-hair", "tove-ahlberg"),
]


@pytest.fixture
def own_folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def seed() -> str:
    out = StringIO()
    call_command("seed", stdout=out)
    return out.getvalue()


def test_seed_makes_a_demonstration_once(db: None, own_folder: Path, client: Client):
    """Published cards and a log-in; every code is drawn then, and every picture for shared links made."""
    said = seed()
    password = (own_folder / "demo-password").read_text()
    assert said.endswith(f"/accounts/login/\nas ada@example.com with {password}\n")
    assert (own_folder / "demo-password").stat().st_mode & 0o777 == 0o600
    assert client.login(email="ada@example.com", password=password)
    team = Workspace.objects.get(slug="helioform")
    others = Card.unscoped.exclude(workspace=team)
    assert sorted(others.values_list("handle", flat=True)) == CARDS
    assert Workspace.objects.filter(slug="atelier").exists()
    for handle in CARDS:
        assert (client.get(f"/{handle}").status_code, client.get(f"/{handle}/contact.vcf").status_code) == (200, 200)
    outbox.perform_due()
    assert set(Code.unscoped.exclude(workspace=team).values_list("state", flat=True)) == {Code.State.READY}
    assert not others.filter(preview={}).exists()
    look_at(team, client, password)
    assert seed() == "There are workspaces already: nothing was seeded.\n"
    assert (Card.unscoped.count(), seeding.password()) == (len(CARDS) + 31, password)


def look_at(team: Workspace, client: Client, password: str) -> None:
    """people.md no. 3: thirty people, some of whom have not come yet; a leaver's card leads to his successor."""
    assert client.login(email="mira@helioform.example", password=password)
    with inside(team):
        waiting = Prepared.objects.filter(claimed_at__isnull=True).count()
        statuses = Counter(Card.objects.values_list("status", flat=True))
        gone = Card.objects.get(status="paused")
    assert (dict(statuses), waiting) == ({"published": 9, "draft": 21, "paused": 1}, 21)
    assert client.get(f"/{gone.handle}")["Location"].endswith("/ayla-muller")
    assert "21 cards found." in " ".join(client.get("/w/helioform/?status=waiting").content.decode().split())
