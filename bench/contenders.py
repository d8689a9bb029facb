"""The servers under measurement: one worker each, held on the first core unless it is said otherwise."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.installation import ROOT, BenchCard

PATIENCE_SECONDS = 20
CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, CLIENT_CORE = str(CORES[0]), str(CORES[-1])
ALL_CORES = ",".join(map(str, CORES))
HOST = "localhost:8000"

NGINX_CONF = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  sendfile on;
  keepalive_requests 1000000000;
  default_type "text/html; charset=utf-8";
  server {{ listen 127.0.0.1:{port}; root {folder}/pages; add_header Cache-Control no-cache; }}
}}
"""


@dataclass(frozen=True)
class Fetched:
    etag: str
    body: bytes


class Contender:
    """A started server."""

    cores = SERVER_CORE

    def __init__(self, command: list[str], env: dict[str, str], log: Path, port: int) -> None:
        self.port = port
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                ["taskset", "-c", self.cores, *command], cwd=ROOT, env=env, stdout=output, stderr=output
            )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._listens():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{command[0]} did not start:\n{log.read_text()[-2000:]}")
            time.sleep(0.05)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def fetch(self, path: str) -> Fetched:
        """The plain page; a server that does not give it ends the measurement."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Host": HOST})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}, so there is nothing to measure.")
        return Fetched(answer.headers.get("ETag", ""), body)

    def cpu_seconds(self) -> float:
        """Of all its processes, up to now."""
        ticks = 0
        for pid in [self._process.pid, *_children(self._process.pid)]:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE_SECONDS)


class Nginx(Contender):
    """Serves a file with the very bytes of the card's page."""

    def __init__(self, folder: Path, card: BenchCard, page: bytes) -> None:
        port = free_port()
        pages = folder / "pages"
        pages.mkdir()
        (pages / card.path.lstrip("/")).write_bytes(page)
        for readable in (folder, pages):
            readable.chmod(0o755)
        conf = folder / "nginx.conf"
        conf.write_text(NGINX_CONF.format(folder=folder, port=port))
        super().__init__([_nginx(), "-c", str(conf), "-p", str(folder)], dict(os.environ), folder / "nginx.out", port)

    @staticmethod
    def installed() -> bool:
        return bool(_nginx())


class Web(Contender):
    """The program itself as it runs in production, less the embedded queue; `env` overrides settings."""

    application = "cardsite.wsgi:application"

    def __init__(self, folder: Path, card: BenchCard, **env: str) -> None:
        port = free_port()
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "2"]
        command += ["--host", "127.0.0.1", "--port", str(port), "--no-ws", self.application]
        super().__init__(command, card.env | env, folder / f"web-{port}.log", port)


class Uncounted(Web):
    """The same program without the note of each visit."""

    application = "bench.uncounted:application"


class FreeWeb(Web):
    """As it runs in production: no core is forbidden to it."""

    cores = ALL_CORES


class FreeUncounted(Uncounted):
    cores = ALL_CORES


class Bare(Web):
    """The same server, and behind it nothing but the bytes of the card's page: the floor of what we can reach."""

    application = "bench.bare:application"

    def __init__(self, folder: Path, card: BenchCard, page: bytes) -> None:
        file = folder / "bare.html"
        file.write_bytes(page)
        super().__init__(folder, card, BARE_PAGE=str(file))


def _nginx() -> str:
    return shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin") or ""


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
