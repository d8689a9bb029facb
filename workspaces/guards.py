"""What the two databases must refuse in their own words: triggers kept outside migrations (rule 2).

Dropped before migrating and made again after: SQLite remakes tables and a trigger that names another
table would break that. Each app registers its guards in `AppConfig.ready`.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.apps import AppConfig
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate

PREFIX: Final = "guard_"
_SQLITE_TRIGGERS: Final = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard\\_%' ESCAPE '\\'"
_registered: Final[list["Guard"]] = []


@dataclass(frozen=True)
class Guard:
    """One rule. `sqlite` and `postgresql` are the statements that make it; names start with `guard_`."""

    name: str
    table: str
    sqlite: tuple[str, ...]
    postgresql: tuple[str, ...]


def register(*guards: Guard) -> None:
    _registered.extend(guard for guard in guards if guard not in _registered)


def expected() -> list[str]:
    return sorted(guard.name for guard in _registered)


def same_workspace(model: type[models.Model], field: str) -> Guard:
    """The row and what `field` points at belong to one workspace; others are refused by the database."""
    foreign_key: Any = model._meta.get_field(field)
    table, column = model._meta.db_table, foreign_key.column
    target: Any = foreign_key.related_model._meta
    name = f"{PREFIX}{table}_{column}"
    match = (
        f'SELECT 1 FROM "{target.db_table}" t WHERE t."{target.pk.column}" = NEW."{column}"'  # noqa: S608  # our own names
        " AND t.workspace_id <> NEW.workspace_id"
    )
    sqlite = tuple(
        f'CREATE TRIGGER "{name}_{event}" BEFORE {event.upper()} ON "{table}" '
        f"WHEN EXISTS ({match}) BEGIN SELECT RAISE(ABORT, '{name}'); END"
        for event in ("insert", "update")
    )
    triggers = (
        f'CREATE TRIGGER "{name}_{event}" AFTER {event.upper()} ON "{table}" REFERENCING NEW TABLE AS written '
        f'FOR EACH STATEMENT EXECUTE FUNCTION "{name}"()'
        for event in ("insert", "update")
    )
    return Guard(name, table, sqlite, (_function_of_many(name, column, target.db_table, target.pk.column), *triggers))


def _function_of_many(name: str, column: str, target: str, pk: str) -> str:
    """For PostgreSQL: looks at all rows of a statement at once, for one by one costs more than writing them."""
    crossed = (
        f'SELECT 1 FROM written JOIN "{target}" t ON t."{pk}" = written."{column}"'  # noqa: S608  # our own names
        " WHERE t.workspace_id <> written.workspace_id"
    )
    return (
        f'CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"IF EXISTS ({crossed}) THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation';"
        " END IF; RETURN NULL; END $$"
    )


def never_changed(model: type[models.Model], *fields: str) -> Guard:
    """Rows are written once: these fields of theirs are refused another value (cards 87)."""
    columns = [model._meta.get_field(field).column for field in fields]  # type: ignore[union-attr]
    table = model._meta.db_table
    name = f"{PREFIX}{table}_kept"
    differs = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in columns)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    sqlite = (f'CREATE TRIGGER "{name}" BEFORE UPDATE ON "{table}" WHEN {differs} {refuse}',)
    changed = " OR ".join(f'NEW."{column}" IS DISTINCT FROM OLD."{column}"' for column in columns)
    function = (
        f'CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"IF {changed} THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation';"
        " END IF; RETURN NEW; END $$"
    )
    trigger = f'CREATE TRIGGER "{name}" BEFORE UPDATE ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"()'
    return Guard(name, table, sqlite, (function, trigger))


def present(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the guards the database has now."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(_SQLITE_TRIGGERS)
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'guard\\_%' AND NOT tgisinternal"
                " UNION SELECT conname FROM pg_constraint WHERE conname LIKE 'guard\\_%'"
            )
        names = {str(row[0]) for row in cursor.fetchall()}
    return sorted({name.removesuffix("_insert").removesuffix("_update") for name in names})


def drop(connection: BaseDatabaseWrapper) -> None:
    """Remove every guard, also one that no code registers any more."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(_SQLITE_TRIGGERS)
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
            return
        cursor.execute("SELECT conrelid::regclass, conname FROM pg_constraint WHERE conname LIKE 'guard\\_%'")
        for table, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'guard\\_%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP FUNCTION "{name}"() CASCADE')


def create(connection: BaseDatabaseWrapper) -> None:
    """Make every registered guard whose table exists."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in _registered:
            if guard.table in tables:
                for statement in guard.sqlite if connection.vendor == "sqlite" else guard.postgresql:
                    cursor.execute(statement)


def _before(using: str, **_kwargs: Any) -> None:
    drop(_wrapper(using))


def _after(using: str, **_kwargs: Any) -> None:
    drop(_wrapper(using))
    create(_wrapper(using))


def _wrapper(using: str) -> BaseDatabaseWrapper:
    wrapper: BaseDatabaseWrapper = connections[using]
    return wrapper


def connect(sender: AppConfig) -> None:
    """Listen to one app only: all `pre_migrate` come before the first change, all `post_migrate` after the last."""
    pre_migrate.connect(_before, sender=sender, dispatch_uid="guards_before")
    post_migrate.connect(_after, sender=sender, dispatch_uid="guards_after")
