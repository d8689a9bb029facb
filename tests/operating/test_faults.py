"""What the service does while something it needs is away, with real processes (A75, A76; F5, F7)."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import Redis, StartedPostgres
from tests.servers import Server

pytestmark = [pytest.mark.processes, pytest.mark.proof, pytest.mark.timeout(300)]

AWAY_SECONDS = 60
CARD = (
    "from tests.cast import make_card, make_cast; cast = make_cast();"
    "make_card(cast.atelier, 'ada', by=cast.ada, published=True)"
)
WORK = "from cards.photos import remove_files; remove_files.enqueue(workspace=None, payload='[]')"


@pytest.fixture
def own_postgres() -> Iterator[StartedPostgres]:
    """One that may die."""
    with tempfile.TemporaryDirectory(prefix="cardsite-faults-") as folder:
        Path(folder).chmod(0o711)
        postgres = StartedPostgres(Path(folder) / "postgres")
        yield postgres
        postgres.process.kill()


@pytest.fixture
def server(make_server, own_postgres: StartedPostgres, redis_url: str) -> Server:
    server: Server = make_server(DATABASE_URL=own_postgres.create("faults"), REDIS_URL=redis_url)
    server.manage("migrate", "--verbosity", "0")
    server.manage("shell", "--no-imports", "--command", CARD)
    server.start()
    server.start_worker()
    server.start_beat()
    return server


def asked(server: Server, path: str) -> tuple[int, float]:
    begun = time.monotonic()
    status = server.get(path).status
    return status, time.monotonic() - begun


def test_the_database_is_away_for_a_minute(server: Server, own_postgres: StartedPostgres):
    """A76, F7: a remembered card is shown, everything else says 503 soon; it heals without a restart"""
    assert server.get("/ada").status == 200
    own_postgres.process.kill()
    (own_postgres.data / "postmaster.pid").unlink()
    gone = time.monotonic()
    while time.monotonic() - gone < AWAY_SECONDS:
        assert [server.get(path).status for path in ("/ada", "/healthz")] == [200, 200]
        answer, seconds = server.get("/ada/save"), asked(server, "/ada/save")[1]
        assert (answer.status, answer.headers["Retry-After"] is not None, seconds < 6) == (503, True, True)
        time.sleep(5)
    own_postgres.process.start()
    back = time.monotonic()
    own_postgres.process.wait_until(lambda: server.get("/ada/save").status == 200, seconds=15)
    assert time.monotonic() - back < 15
    own_postgres.process.wait_until(lambda: '"worker"' not in server.get("/readyz").text)
    assert server.web.running
    assert server.worker.running


def test_redis_is_away_for_a_minute(server: Server, redis: Redis):
    """A75, F5: nothing notices but the bell; what waits is done when it is back"""
    redis.process.stop()
    try:
        gone = time.monotonic()
        while time.monotonic() - gone < AWAY_SECONDS:
            for path in ("/ada", "/ada/save", "/accounts/login/"):
                status, seconds = asked(server, path)
                assert (path, status, seconds < 2) == (path, 200, True)
            time.sleep(5)
        server.manage("shell", "--no-imports", "--command", WORK)
    finally:
        redis.start()
    waiting = "SELECT count(*) FROM workspaces_effect WHERE state = ? AND due_at < now()"
    server.worker.wait_until(lambda: server.rows(waiting, "open") == [(0,)], seconds=90)
