"""Migrations that carry over what members had chosen: rows of before, the very migrations, choices of after."""

import json
from pathlib import Path
from typing import Final

import pytest

from tests.engines import Postgres
from tests.servers import Server, run_python

pytestmark = [pytest.mark.processes, pytest.mark.proof]

#: Rows are written by the models of that time, without guards, and then the rest of the migrations run.
CODE: Final = """
import json, django
django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
before = [("workspaces", "0006_deletion_and_exports"), ("audience", "0001_events_totals_leads_and_letters")]
executor = MigrationExecutor(connection)
executor.migrate(before)
old = executor.loader.project_state(before).apps
model = lambda label: old.get_model(label)._base_manager
people = {}
for name, letter in (("ada", False), ("ben", False), ("eve", False), ("cleo", True)):
    people[name] = model("workspaces.User").create(email=f"{name}@example.com", weekly_letter=letter)
for slug, notify, members in (
    ("daily", "daily", {"ada": "owner", "eve": "editor", "cleo": "admin"}),
    ("at-once", "at-once", {"ben": "admin", "cleo": "owner", "ada": "viewer"}),
    ("unsaid", None, {"cleo": "owner", "ben": "owner"}),
):
    workspace = model("workspaces.Workspace").create(slug=slug, name=slug)
    if notify:
        model("audience.LeadSettings").create(workspace=workspace, notify=notify, kept_months=7)
    for name, role in members.items():
        model("workspaces.Membership").create(workspace=workspace, user=people[name], role=role)
executor = MigrationExecutor(connection)
executor.migrate(executor.loader.graph.leaf_nodes())
from audience.models import LeadSettings
from workspaces.models import Membership
rows = Membership.unscoped.values_list("workspace__slug", "user__email", "paces")
found = {f"{slug} {email.partition('@')[0]}": paces for slug, email, paces in rows}
print(json.dumps([found, list(LeadSettings.unscoped.order_by("pk").values_list("kept_months", flat=True))]))
"""


def test_what_members_had_chosen_is_what_they_are_told_by(engine: Postgres | None, tmp_path: Path):
    """workspaces 0007: no letter of Mondays stays none, for whom it came to; audience 0002: once a day stays so."""
    env = {"DATABASE_URL": engine.create("carried")} if engine else {}
    server = Server(tmp_path / "data", env)
    try:
        paces, months = json.loads(run_python(server.env, "-c", CODE))
    finally:
        if engine:
            engine.drop("carried")
    assert paces == {
        "daily ada": {"figures": "never", "leads": "daily"},
        "daily eve": {"leads": "daily"},
        "daily cleo": {"leads": "daily"},
        "at-once ben": {"figures": "never"},
        "at-once cleo": {},
        "at-once ada": {},
        "unsaid cleo": {},
        "unsaid ben": {"figures": "never"},
    }
    assert months == [7, 7]
