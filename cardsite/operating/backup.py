"""A backup of a running installation: database, files and secret in one folder, whole whenever it is taken (A79).

The database first, in one snapshot; then the files, which are stored before the rows that name them and deleted after
(rule 35). The list of contents is written last: a folder without it is no backup.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.db import connection
from django.utils import timezone

from cards.gallery import originals
from cardsite.operating import postgres_tools

CONTENTS: Final = "backup.json"
DATABASE: Final = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
SECRET: Final = "secret-key"  # noqa: S105  # the name of a file


class Unusable(Exception):
    """Why a folder cannot be backed up into or restored from, in words for the operator."""


def make(folder: Path) -> dict[str, Any]:
    """Fill a new folder, read it back, and say what is in it. Raises `Unusable` and `ToolFailed`."""
    if folder.exists() and any(folder.iterdir()):
        raise Unusable(f"{folder} is not empty. Name a new folder.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    contents: dict[str, Any] = {
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "base_url": settings.BASE_URL,
        "database": connection.vendor,
    }
    _copy_database(folder / DATABASE[connection.vendor])
    contents["files"] = {name: _copy_files(store, folder / name) for name, store in stores().items()}
    secret = folder / SECRET
    secret.touch(mode=0o600)
    secret.write_text(settings.SECRET_KEY)
    (folder / CONTENTS).write_text(json.dumps(contents, indent=2) + "\n")
    return contents


def contents_of(folder: Path) -> dict[str, Any]:
    """Raises `Unusable` for a folder that is no whole backup."""
    try:
        contents: dict[str, Any] = json.loads((folder / CONTENTS).read_text())
    except (OSError, ValueError):
        raise Unusable(f"{folder} is no whole backup: {CONTENTS} is missing or damaged.") from None
    return contents


def stores() -> dict[str, Storage]:
    """Where files are kept: what visitors see, and uploads that are still to be developed."""
    return {"media": default_storage, "originals": originals.folder()}


def _copy_database(target: Path) -> None:
    if connection.vendor == "postgresql":
        postgres_tools.run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
        postgres_tools.run("pg_restore", "--list", str(target))
        return
    copy_sqlite(str(connection.settings_dict["NAME"]), target)
    with closing(sqlite3.connect(target)) as copy:
        if (said := copy.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise Unusable(f"The copy of the database is damaged: {said}")


def copy_sqlite(source: str | Path, target: str | Path) -> None:
    """All pages in one step, so that a writer beside us cannot make it begin again."""
    with closing(sqlite3.connect(source, timeout=30)) as running, closing(sqlite3.connect(target)) as copy:
        running.backup(copy)


def _copy_files(store: Storage, folder: Path) -> int:
    copied = 0
    for name in names_in(store):
        try:
            with store.open(name) as file:
                content = file.read()
        except FileNotFoundError:  # erased meanwhile
            continue
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        copied += 1
    return copied


def names_in(store: Storage, path: str = "") -> Iterator[str]:
    """Every file of a store, folder by folder."""
    try:
        folders, files = store.listdir(path)
    except FileNotFoundError:
        return
    yield from (f"{path}{name}" for name in files if name)
    for folder in folders:
        yield from names_in(store, f"{path}{folder}/")
