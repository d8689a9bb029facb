"""A deployment while people ask and write: nobody is sent away, nothing is lost, nothing is done twice (F26)."""

import http.client
import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import pytest
from django.conf import settings as django_settings

from tests.acts import act
from tests.audience.leads.filled import form
from tests.crowd import HEADERS
from tests.doubles.smtp import Smtp
from tests.engines import Postgres
from tests.processes import Process, free_port, within
from tests.servers import ROOT, Server

pytestmark = [pytest.mark.processes, pytest.mark.proof, pytest.mark.timeout(1800)]

OLD_ENDED: Final = "Stopped old worker-"
CARD: Final = """
from tests.audience.leads.filled import BLOCK
cast = make_cast()
make_card(cast.atelier, "ada", by=cast.ada, published=True, blocks=[BLOCK])
"""


class Street:
    """Visitors without end, two who look and one who writes; what they were answered, and what failed."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.answers: Counter[tuple[str, int]] = Counter()
        self.failed: list[str] = []
        self.slowest = 0.0
        self._ended = threading.Event()
        walks: list[Callable[[int], tuple[str, int]]] = [self._look, self._look_uncached, self._write]
        self._people = [threading.Thread(target=self._walk, args=(walk,)) for walk in walks]
        for one in self._people:
            one.start()

    def _walk(self, walk: Callable[[int], tuple[str, int]]) -> None:
        number = 0
        while not self._ended.wait(0.02):
            number += 1
            begun = time.monotonic()
            try:
                self.answers[walk(number)] += 1
            except (OSError, http.client.HTTPException) as error:
                self.failed.append(repr(error))
            self.slowest = max(self.slowest, time.monotonic() - begun)

    def _look(self, _number: int) -> tuple[str, int]:
        return "look", self.server.get("/ada", seconds=40).status

    def _look_uncached(self, _number: int) -> tuple[str, int]:
        return "save", self.server.get("/ada/save", seconds=40).status

    def _write(self, number: int) -> tuple[str, int]:
        """One at a time from ever another address, for the limits."""
        typed = form(name="Carl", email=f"carl{number}@visitors.example")
        source = f"127.1.{number // 250}.{number % 250 + 1}"
        time.sleep(0.3)
        answer = self.server.request(
            "POST", "/ada/contact", body=urlencode(typed), headers=HEADERS, source=source, seconds=40
        )
        return "write", answer.status

    def end(self) -> None:
        self._ended.set()
        for one in self._people:
            one.join(60)


@pytest.fixture
def smtp() -> Iterator[Smtp]:
    smtp = Smtp(0.2)
    yield smtp
    smtp.stop()


def reload(server: Server) -> None:
    """As `systemctl reload` does it: a web process after the other."""
    before = server.web.log.count(OLD_ENDED)
    server.web.send(signal.SIGHUP)
    server.web.wait_until(lambda: server.web.log.count(OLD_ENDED) == before + 2, seconds=120)


def restart(server: Server) -> None:
    """As `systemctl restart` does it: for some seconds nobody listens but the proxy."""
    assert server.web.stop(seconds=30) == 0
    server.start()
    assert server.worker.stop(seconds=30) == 0
    server.start_worker()


def caddy(server: Server, folder: Path) -> Process:
    """`deploy/Caddyfile` without TLS, at the port of `BASE_URL`."""
    told = {"CARDSITE_SITE": server.env["BASE_URL"], "CARDSITE_WEB": f"127.0.0.1:{server.port}"}
    told |= {"CADDY_ADMIN": f"127.0.0.1:{free_port()}", "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    program = str(Path(sys.executable).parent / "caddy")
    config = str(ROOT / "deploy" / "Caddyfile")
    process = Process(
        [program, "run", "--config", config, "--adapter", "caddyfile"], folder / "caddy.log", os.environ | told
    )
    process.start()
    process.wait_until(lambda: "serving initial configuration" in process.log)
    return process


@pytest.mark.parametrize("rounds", [2, 50])
def test_nobody_is_sent_away(make_server, postgres: Postgres, redis_url: str, smtp: Smtp, rounds: int, tmp_path: Path):
    """Behind the proxy that is delivered, which waits where nobody listens; in-flight requests end in order"""
    port = free_port()
    own = {"REDIS_URL": redis_url, "EMAIL_URL": smtp.url, "SECRET_KEY": django_settings.SECRET_KEY}
    own |= {"BASE_URL": f"http://localhost:{port}", "TRUSTED_PROXIES": "1", "GRANIAN_RESPAWN_INTERVAL": "5"}
    server: Server = make_server(postgres=postgres, workers=2, **own)
    act(server, CARD)
    server.start()
    server.start_worker()
    server.start_beat()
    proxy = caddy(server, tmp_path)
    street = Street(Server(tmp_path / "street", {"BASE_URL": own["BASE_URL"]}, port=port))
    try:
        for number in range(rounds):
            (restart, reload)[number % 2](server)
    finally:
        street.end()
        proxy.stop()
    refused = {said: count for said, count in street.answers.items() if said[1] not in {200, 303, 429}}
    assert (street.failed, refused) == ([], {})
    assert street.slowest < 30
    written = street.answers["write", 303]
    assert (written > 0, street.answers["look", 200] > 0) == (True, True)
    assert server.rows("SELECT count(*) FROM audience_lead") == [(written,)]
    within(120, lambda: server.rows("SELECT count(*) FROM workspaces_effect WHERE state = 'open'") == [(0,)])
    told = [str(mail["Message-ID"]) for mail in smtp.mails]
    assert (len(told), len(told) - len(set(told))) == (len(set(told)), 0)
    assert len(told) >= written
