"""The embedded queue: effects run in the web process, its end is clean, a kill loses nothing."""

import re
import signal
import time
from collections.abc import Callable, Iterator

import pytest

from tests.doubles.smtp import Smtp
from tests.servers import Server

pytestmark = [pytest.mark.processes, pytest.mark.timeout(200)]

SEND_MAIL = "from django.core.mail import send_mail; send_mail('{0}', 'body', None, ['ada@example.com'])"
OPEN_EFFECTS = "SELECT count(*) FROM workspaces_effect WHERE state <> 'done'"


@pytest.fixture
def smtp() -> Iterator[Smtp]:
    smtp = Smtp(1.5)
    yield smtp
    smtp.stop()


def until(condition: Callable[[], bool], seconds: float) -> float:
    """Wait for it; returns how long it took, fails when it did not come."""
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < seconds, f"not within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - begun


def send(server: Server, subject: str) -> None:
    """The act of another process: nobody rings the embedded worker, the sweep has to find it."""
    server.manage("shell", "--verbosity", "0", "-c", SEND_MAIL.format(subject))


def start(server: Server) -> None:
    """The web process, with its queue; no request wakes it."""
    server.web.start()
    before = server.web.log.count("Started worker-1")
    server.web.wait_until(lambda: server.web.log.count("Started worker-1") > before)


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.proof)])
def test_stopping_lets_a_running_effect_finish(make_server, smtp, number):
    """F2: in less than 10 s, exit code 0, nothing ugly in the log; what waited is swept at the start."""
    server = make_server(EMAIL_URL=smtp.url)
    send(server, "waiting since before")
    start(server)
    assert smtp.begun.wait(5), server.web.log
    begun = time.monotonic()
    assert server.web.stop(number, seconds=10) == 0
    assert time.monotonic() - begun < 10
    assert smtp.accepted == ["waiting since before"]
    assert server.rows(OPEN_EFFECTS) == [(0,)]
    assert [line for line in server.web.log.splitlines() if re.search("Traceback|[Ee]rror|cannot schedule", line)] == []


@pytest.mark.proof
def test_an_effect_cut_off_by_a_kill_is_done_after_the_restart(make_server, smtp):
    """F2: SIGKILL in the middle; the lease runs out, the sweep offers the row again within 60 s."""
    smtp.seconds = 600
    server = make_server(EMAIL_URL=smtp.url)
    send(server, "cut off")
    start(server)
    assert smtp.begun.wait(5), server.web.log
    server.web.kill()
    assert (server.rows(OPEN_EFFECTS), smtp.accepted) == ([(1,)], [])
    smtp.seconds = 0
    start(server)
    assert until(lambda: smtp.accepted == ["cut off"], 60) < 60
    until(lambda: server.rows(OPEN_EFFECTS) == [(0,)], 2)


@pytest.mark.proof
def test_an_effect_of_another_process_is_found_by_the_sweep(make_server, smtp):
    """Beat sweeps every 10 s what no bell announced."""
    smtp.seconds = 0
    server = make_server(EMAIL_URL=smtp.url)
    start(server)
    send(server, "unannounced")
    until(lambda: smtp.accepted == ["unannounced"], 12)


@pytest.mark.proof
def test_effects_that_will_not_end_do_not_hold_up_the_stop(make_server, smtp):
    """The stop waits for the patience of a supervisor, and leaves the rest to the next start."""
    smtp.seconds = 600
    server = make_server(EMAIL_URL=smtp.url)
    send(server, "endless")
    start(server)
    assert smtp.begun.wait(5), server.web.log
    assert server.web.stop(signal.SIGTERM, seconds=10) == 0
    assert "Traceback" not in server.web.log
    assert server.rows(OPEN_EFFECTS) == [(1,)]


@pytest.mark.proof
def test_the_embedded_worker_can_be_switched_off(make_server, smtp):
    server = make_server(EMAIL_URL=smtp.url, EMBEDDED_WORKER="0")
    send(server, "nobody works")
    start(server)
    assert smtp.begun.wait(2) is False
    assert server.rows(OPEN_EFFECTS) == [(1,)]


@pytest.mark.proof
def test_a_command_rings_our_broker_and_no_other(make_server):
    """Celery's default would be an AMQP broker on this machine, asked in vain and with a warning."""
    asked = "from celery import current_app; print(current_app.connection().transport_cls)"
    shown = make_server().manage("shell", "--verbosity", "0", "-c", asked)
    assert shown.strip() == "memory"
