"""A database that is read and takes no writes: how that is known, and what a page goes without then (F11; rule 33)."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final

import structlog
from django.db import DatabaseError, OperationalError, connection, transaction

log = structlog.get_logger(__name__)

_POSTGRES_SAYS: Final = "25006"
"""`read_only_sql_transaction`, which is neither away nor a defect; Django knows it as an internal error."""


def is_read_only_refusal(error: BaseException | None) -> bool:
    """Whether the database refused a write because it takes none."""
    cause = getattr(error, "__cause__", None)
    if getattr(cause, "sqlstate", "") == _POSTGRES_SAYS:
        return True
    return getattr(cause, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_READONLY


def is_read_only() -> bool:
    """Whether it would refuse one now; asks without writing. Raises `DatabaseError` when it is away."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW transaction_read_only")
            return bool(cursor.fetchone()[0] == "on")
    file = Path(connection.settings_dict["NAME"])
    return not all(os.access(place, os.W_OK) for place in (file, file.parent))


@contextmanager
def nice_to_have(what: str) -> Iterator[None]:
    """For a write that a page which is only read can do without: refused, locked out or failed, the page goes on.

    Inside a transaction it is a savepoint, so that the rest of it goes on too.
    """
    scope = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with scope:
            yield
    except DatabaseError as error:
        if not isinstance(error, OperationalError) and not is_read_only_refusal(error):
            raise
        log.warning("not_written", what=what, error=type(error).__name__)
