"""What the service does while something it needs is away, with real processes (A75, A76; F5, F7, F8)."""

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from tests.engines import Redis, StartedPostgres
from tests.servers import Server, run_python

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
    run_python(server.env, "-m", "tests.fresh_tables")
    server.manage("shell", "--no-imports", "--command", CARD)
    server.start()
    server.start_worker()
    server.start_beat()
    return server


def asked(server: Server, path: str) -> tuple[int, float]:
    begun = time.monotonic()
    status = server.get(path).status
    return status, time.monotonic() - begun


def send_to_all(postgres: StartedPostgres, number: signal.Signals) -> None:
    """To the server and to whatever it started, which lives in groups of its own."""
    assert postgres.process.child
    pid = postgres.process.child.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for process in (pid, *map(int, children)):
        os.kill(process, number)


def test_the_database_is_away_for_a_minute(server: Server, own_postgres: StartedPostgres):
    """A76, F7: a remembered card is shown, everything else says 503 soon; it heals without a restart"""
    assert server.get("/ada").status == 200
    own_postgres.process.kill()
    (own_postgres.data / "postmaster.pid").unlink()
    gone = time.monotonic()
    while time.monotonic() - gone < AWAY_SECONDS:
        assert [server.get(path).status for path in ("/ada", "/healthz")] == [200, 200]
        begun = time.monotonic()
        answer = server.get("/ada/save")
        seconds = time.monotonic() - begun
        assert (answer.status, answer.headers["Retry-After"], seconds < 2) == (503, "2", True), seconds
        time.sleep(5)
    own_postgres.process.start()
    back = time.monotonic()
    own_postgres.process.wait_until(lambda: server.get("/ada/save").status == 200, seconds=10)
    assert time.monotonic() - back < 10
    own_postgres.process.wait_until(lambda: '"worker"' not in server.get("/readyz").text)
    assert server.web.running
    assert server.worker.running


def test_the_database_hangs(server: Server, own_postgres: StartedPostgres):
    """F8: no request lasts longer than six seconds, remembered cards are shown, and it heals"""
    assert [server.get(path).status for path in ("/ada", "/ada/save")] == [200, 200]
    send_to_all(own_postgres, signal.SIGSTOP)
    try:
        answers = [asked(server, path) for path in ("/ada", "/ada/save", "/ada", "/ada/save", "/ada/save")]
        assert [status for status, _seconds in answers] == [200, 503, 200, 503, 503]
        assert max(seconds for _status, seconds in answers) < 6, answers
        assert max(seconds for status, seconds in answers if status == 200) < 1, answers
    finally:
        send_to_all(own_postgres, signal.SIGCONT)
    back = time.monotonic()
    own_postgres.process.wait_until(lambda: server.get("/ada/save").status == 200, seconds=10)
    assert time.monotonic() - back < 10


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


def test_many_who_ask_for_what_is_not_remembered_hold_up_nobody(server: Server, own_postgres: StartedPostgres):
    """F7: one waits for the database, all others are told at once; who wants a remembered card is not behind them"""
    assert server.get("/ada").status == 200
    own_postgres.process.kill()
    with ThreadPoolExecutor(24) as pool:
        answers = list(pool.map(partial(asked, server), ["/ada/save"] * 20 + ["/ada"] * 4))
    (own_postgres.data / "postmaster.pid").unlink()
    own_postgres.process.start()
    assert [status for status, _seconds in answers] == [503] * 20 + [200] * 4
    assert max(seconds for _status, seconds in answers) < 3, answers  # the first of each thread waits for the pool
    own_postgres.process.wait_until(lambda: server.get("/ada/save").status == 200, seconds=10)
