"""The test machinery itself: the engine is the one asked for; the real program starts, dies and comes back."""

import json

import pytest
from django.conf import settings
from django.db import connection

from tests.servers import manage, run_python


@pytest.mark.django_db
def test_engine_is_the_one_asked_for(request):
    wanted = "postgresql" if request.config.getoption("--postgres") else "sqlite"
    assert connection.vendor == wanted


@pytest.mark.django_db
def test_sqlite_is_a_file_of_this_worker(request):
    if connection.vendor == "sqlite":
        assert connection.settings_dict["NAME"] == str(settings.DATA_DIR / "cardsite.sqlite3")


@pytest.mark.processes
def test_production_profile_runs_web_worker_and_beat_and_survives_a_kill(make_server, postgres, redis_url):
    server = make_server(postgres=postgres, REDIS_URL=redis_url).start()
    server.start_worker()
    server.start_beat()
    server.web.kill()
    server.start()
    assert server.rows("SELECT count(*) FROM workspaces_workspace WHERE id > ?", 0) == [(0,)]
    assert server.web.stop() == 0


@pytest.mark.processes
def test_embedded_profile_stops_cleanly(make_server):
    server = make_server().start()
    assert server.web.stop() == 0
    assert "Traceback" not in server.web.log


@pytest.mark.proof
@pytest.mark.timeout(300)
def test_tables_made_at_once_are_those_that_migrations_make(make_server, engine, postgres, tmp_path):
    """What all tests stand on is what an operator gets."""
    at_once = make_server(postgres=engine)
    by_steps = at_once.env | {"DATA_DIR": str(tmp_path / "by-steps")}
    if engine:
        by_steps["DATABASE_URL"] = postgres.create("by_steps")
    manage(by_steps, "migrate", "--verbosity", "0")
    shapes = [json.loads(run_python(env, "-m", "tests.fresh_tables", "shape")) for env in (at_once.env, by_steps)]
    assert set(shapes[0]) == set(shapes[1])
    other = {table for table in shapes[0] if shapes[0][table] != shapes[1][table]}
    assert other <= {"auth_group_permissions"}, "of Django's own past: its key was a smaller number once"
