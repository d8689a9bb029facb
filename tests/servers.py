"""The real program in processes of its own: granian, Celery worker, beat, each installation with its own data."""

import http.client
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.processes import Process, free_port

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "cardsite.sqlite3"
#: Variables of the caller's shell that would leak into the program under test.
SETTINGS_READ = r"env\.\w+\(\s*\"([A-Z][A-Z0-9_]+)\""

#: Celery's own words once it takes tasks.
WORKER_READY = ' ready.", "logger": "celery.apps.worker"'


def clean_environment() -> dict[str, str]:
    """The environment without anything that settings.py reads from it."""
    read = set(re.findall(SETTINGS_READ, (ROOT / "cardsite" / "settings.py").read_text()))
    return {name: value for name, value in os.environ.items() if name not in read}


@dataclass(frozen=True)
class Answer:
    """One HTTP answer; redirects are not followed."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Server:
    """One installation: a data folder, a database, a web process, and a Celery worker and beat when asked for.

    `env` overrides settings, e.g. `DATABASE_URL`, `REDIS_URL`, `BASE_URL`, `DEMO`.
    """

    def __init__(
        self, data_dir: Path, env: Mapping[str, str] | None = None, workers: int = 1, port: int | None = None
    ) -> None:
        self.data_dir = data_dir
        self.data_dir.mkdir(parents=True, exist_ok=True)
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        own = {
            "BASE_URL": self.url,
            "DATA_DIR": str(data_dir),
            "DJANGO_SETTINGS_MODULE": "cardsite.settings",
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
        }
        self.env = clean_environment() | own | dict(env or {})
        python = [sys.executable, "-m"]
        self.web = self.process(
            *[*python, "granian", "--interface", "wsgi", "--workers", str(workers), "--blocking-threads", "2"],
            *["--workers-kill-timeout", "15"],
            *["--host", "127.0.0.1", "--port", str(self.port), "cardsite.wsgi:application"],
            log="web.log",
        )
        celery = [*python, "celery", "-A", "cardsite"]
        self.worker = self.process(*celery, "worker", "--concurrency", "1", "--loglevel", "INFO", log="worker.log")
        self.beat = self.process(*celery, "beat", "--schedule", str(data_dir / "beat-schedule"), log="beat.log")

    def process(self, *command: str, log: str) -> Process:
        """Another process of this installation: its environment, its data folder; not started yet."""
        return Process(command, self.data_dir / log, self.env, cwd=ROOT)

    def start(self) -> "Server":
        """The web process, answering."""
        self.web.start()
        self.web.wait_until(lambda: self.answers("/healthz"))
        return self

    def start_worker(self) -> None:
        before = self.worker.log.count(WORKER_READY)
        self.worker.start()
        self.worker.wait_until(lambda: self.worker.log.count(WORKER_READY) > before)

    def start_beat(self) -> None:
        self.beat.start()
        self.beat.wait_until(lambda: any(self.data_dir.glob("beat-schedule*")))

    def stop(self) -> None:
        """All processes of the installation, politely."""
        for process in (self.beat, self.worker, self.web):
            process.stop()

    def answers(self, path: str) -> bool:
        try:
            return self.get(path).status == 200
        except (OSError, http.client.HTTPException):  # also when the probe was given this very port, and hears itself
            return False

    def get(self, path: str, **options: Any) -> Answer:
        return self.request("GET", path, **options)

    def request(
        self,
        method: str,
        path: str,
        *,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        source: str = "127.0.0.1",
        seconds: float = 20,
    ) -> Answer:
        """One request on a connection of its own, sent from the loopback address `source`."""
        address = (source, 0)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds, source_address=address)
        host = self.env["BASE_URL"].partition("://")[2]
        try:
            connection.request(method, path, body=body, headers={"Host": host, **(headers or {})})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def manage(self, *arguments: str) -> str:
        """Output of `manage.py …` on this installation; a failing command fails the test."""
        return manage(self.env, *arguments)

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """What a committed read (or a write) on this installation's database gives; placeholders are `?`."""
        if url := self.env.get("DATABASE_URL"):
            with psycopg.connect(url, autocommit=True) as connection:
                cursor = connection.execute(sql.replace("?", "%s").encode(), parameters)
                return cursor.fetchall() if cursor.description else []
        file = sqlite3.connect(self.data_dir / DATABASE, timeout=10, isolation_level=None)
        try:
            return file.execute(sql, parameters).fetchall()
        finally:
            file.close()


def manage(env: Mapping[str, str], *arguments: str) -> str:
    return run_python(env, "manage.py", *arguments)


def run_python(env: Mapping[str, str], *arguments: str) -> str:
    """Output of a program of ours in the environment `env`; a failing one fails the test."""
    result = subprocess.run(
        [sys.executable, *arguments], check=False, cwd=ROOT, env=dict(env), capture_output=True, text=True
    )
    if result.returncode:
        raise AssertionError(f"{' '.join(arguments)} failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def collect_static(folder: Path) -> None:
    """Hashed static files into `folder/static`; quick when nothing changed."""
    code = "import django; django.setup(); from cardsite import run; run.collect_changed_static_files()"
    env = clean_environment() | {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "cardsite.settings"}
    result = subprocess.run(
        [sys.executable, "-c", code], check=False, cwd=ROOT, env=env, capture_output=True, text=True
    )
    if result.returncode:
        raise AssertionError(f"Static files could not be collected:\n{result.stderr[-3000:]}")


def migrated(template: Path) -> Path:
    """The folder `template` with a migrated, empty SQLite file."""
    if not template.exists():
        half = template.with_name(f"{template.name}-half")
        shutil.rmtree(half, ignore_errors=True)
        run_python(clean_environment() | {"DATA_DIR": str(half)}, "-m", "tests.fresh_tables")
        half.rename(template)
    return template


def copied(template: Path, data_dir: Path, static: Path) -> Path:
    """A data folder with a copy of the SQLite file of `template`."""
    data_dir.mkdir(parents=True)
    shutil.copy(template / DATABASE, data_dir)
    (data_dir / "static").symlink_to(static)
    return data_dir
