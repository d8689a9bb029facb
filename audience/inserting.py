"""Many events into their table at once, by the shortest way that each database has (cards 64).

The model's own `bulk_create` takes several times as long. A row says its workspace itself, for what was seen in one
second happened at cards of all workspaces; that card and code are of that workspace the guards of the database ensure.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final, NamedTuple

from django.db import connection

from audience.models import Event


class Row(NamedTuple):
    """The columns of an event; `at` in the words of the database."""

    workspace_id: int
    card_id: int
    code_id: int | None
    kind: str
    at: str
    times: int
    visitor: str
    filtered: str
    device: str
    country: str
    referrer: str
    target: str


TOGETHER: Final = 500
"""Rows of one statement on SQLite, whose price is by the statement; it takes at most 32,766 values."""

_INTO: Final = f"{Event._meta.db_table} ({', '.join(Row._fields)})"
_PLACES: Final = f"({', '.join(['%s'] * len(Row._fields))})"


def ahead(rows: Iterable[Row]) -> Iterable[Row]:
    """To be asked before the transaction begins: SQLite has one writer, whom nobody may keep waiting by thinking.

    PostgreSQL already writes the first rows while the caller makes the others.
    """
    return rows if connection.vendor == "postgresql" else list(rows)


def insert(rows: Iterable[Row]) -> None:
    """In the caller's transaction."""
    with connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            _copy(rows)
        else:
            _values(list(rows))


def _copy(rows: Iterable[Row]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {_INTO} FROM STDIN") as into:
        for row in rows:
            into.write_row(row)


def _values(rows: Sequence[Row]) -> None:
    """By statements of `TOGETHER` rows, and one of those that are left."""
    left = len(rows) % TOGETHER
    for many, together in ((rows[: len(rows) - left], TOGETHER), (rows[len(rows) - left :], left)):
        if many:
            with connection.cursor() as cursor:
                cursor.executemany(_statement(together), _flat(many, together))


def _statement(together: int) -> str:
    return f"INSERT INTO {_INTO} VALUES {', '.join([_PLACES] * together)}"  # noqa: S608  # our own names


def _flat(rows: Sequence[Row], together: int) -> list[list[int | str | None]]:
    return [list(chain.from_iterable(rows[begin : begin + together])) for begin in range(0, len(rows), together)]
