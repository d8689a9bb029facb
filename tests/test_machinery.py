"""The test machinery itself: the engine is the one asked for; the real program starts, dies and comes back."""

import pytest
from django.conf import settings
from django.db import connection


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
