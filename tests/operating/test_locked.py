"""Another process holds SQLite's one place for writing: for a while it is waited for, and then said (F12)."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlencode

import pytest
from django.conf import settings as django_settings

from cardsite import errors
from tests.acts import act
from tests.audience.leads.filled import form
from tests.crowd import HEADERS
from tests.operating.test_deploying import CARD
from tests.servers import DATABASE, ROOT, Answer, Server

pytestmark = [pytest.mark.processes, pytest.mark.proof, pytest.mark.timeout(120)]

HOLD = """
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
held.execute("ROLLBACK")
"""


@contextmanager
def held_for(server: Server, seconds: float) -> Iterator[None]:
    """By a process of its own, from now on."""
    command = [sys.executable, "-c", HOLD, str(server.data_dir / DATABASE), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        yield
        holder.wait(60)


def leave(server: Server, number: int) -> tuple[Answer, float]:
    typed = form(name=f"Carl {number}", email=f"carl{number}@visitors.example")
    begun = time.monotonic()
    answer = server.request("POST", "/ada/contact", body=urlencode(typed), headers=HEADERS, seconds=40)
    return answer, time.monotonic() - begun


def said_by_doctor(server: Server) -> str:
    command = [sys.executable, "manage.py", "doctor"]
    return subprocess.run(command, check=False, cwd=ROOT, env=server.env, capture_output=True, text=True).stdout


@pytest.fixture
def server(make_server: Callable[..., Server]) -> Server:
    server = make_server(SECRET_KEY=django_settings.SECRET_KEY)
    act(server, CARD)
    return server.start()


def test_four_seconds_are_waited_for_and_thirty_are_said(server: Server):
    """Reading goes on all the time, and what was acknowledged is there, no more and no less"""
    with held_for(server, 4):
        answer, seconds = leave(server, 0)
    assert (answer.status, 2 < seconds < 5.5) == (303, True)
    with held_for(server, 30):
        with ThreadPoolExecutor(2) as writers:
            answers = list(writers.map(partial(leave, server), (1, 2)))
        begun = time.monotonic()
        assert [server.get(path).status for path in ("/ada", "/ada/save", "/ada/contact")] == [200] * 3
        assert time.monotonic() - begun < 3
        assert "does another process hold it?" in said_by_doctor(server)
    said = [(one.status, one.headers["Retry-After"], seconds < 8) for one, seconds in answers]
    assert said == [(503, str(errors.RETRY_SOON), True)] * 2
    assert leave(server, 9)[0].status == 303
    assert server.rows("SELECT name FROM audience_lead ORDER BY id") == [("Carl 0",), ("Carl 9",)]
    assert server.rows("PRAGMA integrity_check") == [("ok",)]
