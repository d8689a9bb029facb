"""The demonstration: seeded once, through the domain functions, ready to look at."""

from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password

from tests.processes import within
from tests.servers import Server

pytestmark = pytest.mark.processes

CARDS = [
    *("ada", "bilal-bakes", "hallmann-voss", "jonas-weidner", "miriam-castell", "noor-lindqvist", "pavel-dorn"),
    *("rosa-hair", "tove-ahlberg"),
]
OF_OTHERS = "WHERE workspace_id <> (SELECT id FROM workspaces_workspace WHERE slug = 'helioform')"
OF_THE_TEAM = OF_OTHERS.replace("<>", "=")


def test_the_demonstration_is_published_and_drawn(demo: Server):
    """Every card answers; every code is drawn, and every picture for shared links made."""
    assert [handle for (handle,) in demo.rows(f"SELECT handle FROM cards_card {OF_OTHERS} ORDER BY handle")] == CARDS
    for handle in CARDS:
        assert (demo.get(f"/{handle}").status, demo.get(f"/{handle}/contact.vcf").status) == (200, 200)
    within(90, lambda: demo.rows(f"SELECT DISTINCT state FROM cards_code {OF_OTHERS}") == [("ready",)])
    within(90, lambda: not demo.rows(f"SELECT 1 FROM cards_card {OF_OTHERS} AND preview = '{{}}'"))


def test_thirty_people_are_on_their_way(demo: Server):
    """people.md no. 3: some have not come yet; a leaver's card leads to his successor."""
    statuses = dict(demo.rows(f"SELECT status, count(*) FROM cards_card {OF_THE_TEAM} GROUP BY status"))
    waiting = demo.rows("SELECT count(*) FROM cards_prepared WHERE claimed_at IS NULL")
    assert (statuses, waiting) == ({"published": 9, "draft": 21, "paused": 1}, [(21,)])
    ((gone,),) = demo.rows(f"SELECT handle FROM cards_card {OF_THE_TEAM} AND status = 'paused'")
    assert str(demo.get(f"/{gone}").headers["Location"]).endswith("/ayla-muller")


def test_it_is_seeded_once_under_one_secret_log_in(demo: Server):
    secret = Path(demo.data_dir, "demo-password")
    people = ("ada@example.com", "mira@helioform.example")
    hashed = demo.rows("SELECT password FROM workspaces_user WHERE email IN (?, ?)", *people)
    assert [check_password(secret.read_text(), one) for (one,) in hashed] == [True, True]
    assert secret.stat().st_mode & 0o777 == 0o600
    before = demo.rows("SELECT count(*) FROM cards_card")
    assert demo.manage("seed") == "There are workspaces already: nothing was seeded.\n"
    assert demo.rows("SELECT count(*) FROM cards_card") == before
