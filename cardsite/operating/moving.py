"""From SQLite to PostgreSQL: every row of every table, by Django's own words for values, in one transaction.

Either all of it arrives, equal by count and digest, or nothing does.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final

import environ
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.models import QuerySet

TARGET: Final = "target"
BATCH: Final = 500


class CannotMove(Exception):
    """Why nothing was moved, in words for the operator."""


def move(url: str, said: Callable[[str], object]) -> int:
    """Copy everything from the database of the settings into the empty one at `url`; how many rows. `said` is told
    each table. Raises `CannotMove`.
    """
    _open(url)
    try:
        if connections[TARGET].introspection.table_names():
            raise CannotMove("The new database is not empty. Make a new one.")
        call_command("migrate", database=TARGET, verbosity=0)
        return _fill(said)
    finally:
        connections[TARGET].close()
        del connections[TARGET]
        del connections.databases[TARGET]


def _open(url: str) -> None:
    described: dict[str, Any] = dict(environ.Env.db_url_config(url))
    if "postgresql" not in described["ENGINE"]:
        raise CannotMove("The new database must be postgres://user:password@host:port/name")
    if connections["default"].vendor != "sqlite":
        raise CannotMove("This installation does not run on SQLite.")
    connections.databases[TARGET] = connections.configure_settings({"default": {}, TARGET: described})[TARGET]


def _fill(said: Callable[[str], object]) -> int:
    moved = 0
    with transaction.atomic(using="default"), transaction.atomic(using=TARGET):
        _empty()  # what the migrations have put in
        for model in tables():
            count = _copy(model)
            if digest(model, "default") != digest(model, TARGET):
                raise CannotMove(f"{model._meta.db_table} did not arrive as it was. Nothing was moved.")
            said(f"{count:8} {model._meta.db_table}")
            moved += count
        with connections[TARGET].cursor() as cursor:
            for statement in connections[TARGET].ops.sequence_reset_sql(no_style(), tables()):
                cursor.execute(statement)
    return moved


def tables() -> list[type[models.Model]]:
    """Every table that a model names. The cache is left behind: it holds limits of log-in attempts."""
    return [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy
    ]


def _empty() -> None:
    connection = connections[TARGET]
    names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in tables())
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} CASCADE")


def rows(model: type[models.Model], using: str) -> "QuerySet[Any]":
    """All of them, whose ever they are, in the order of their keys."""
    return QuerySet(model, using=using).order_by("pk")


def _copy(model: type[models.Model]) -> int:
    count = 0
    for row in rows(model, "default").iterator(BATCH):
        row.save_base(raw=True, using=TARGET, force_insert=True)
        count += 1
    return count


def digest(model: type[models.Model], using: str) -> str:
    """Equal for equal rows on either database: jsonb reorders keys, so values are written in one order."""
    names = [field.attname for field in model._meta.concrete_fields]
    seen = hashlib.sha256()
    for values in _values(model, using, names):
        seen.update(json.dumps(values, sort_keys=True, default=_written).encode())
    return seen.hexdigest()


def _values(model: type[models.Model], using: str, names: list[str]) -> Iterator[Any]:
    return rows(model, using).values_list(*names).iterator(BATCH)


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return str(value.timestamp())
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)
