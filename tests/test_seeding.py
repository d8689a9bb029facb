"""The demonstration: seeded once, through the domain functions, ready to look at."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from cards.models import Card, Code
from cardsite import seeding
from workspaces import outbox
from workspaces.models import Workspace

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
    assert sorted(Card.unscoped.values_list("handle", flat=True)) == CARDS
    assert Workspace.objects.filter(slug="atelier").exists()
    for handle in CARDS:
        assert (client.get(f"/{handle}").status_code, client.get(f"/{handle}/contact.vcf").status_code) == (200, 200)
    outbox.perform_due()
    assert set(Code.unscoped.values_list("state", flat=True)) == {Code.State.READY}
    assert not Card.unscoped.filter(preview={}).exists()
    assert seed() == "There are workspaces already: nothing was seeded.\n"
    assert (Card.unscoped.count(), seeding.password()) == (len(CARDS), password)
