"""The log only grows: the database itself refuses to delete a line, but for three reasons it can see (cards 87, 99).

Its workspace was deleted, and is erased; it is two years old; or it names somebody whose account was deleted.
"""

from typing import Final

from workspaces.guards import PREFIX, Guard
from workspaces.models import AuditEntry, User, Workspace
from workspaces.retention import AUDIT_KEPT

LOG: Final = AuditEntry._meta.db_table
NAME: Final = f"{PREFIX}{LOG}_stays"
DAYS: Final = AUDIT_KEPT.days - 1
"""A day less than the log is kept: the clock of the database may be another one."""


def only_grows() -> Guard:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{NAME}'); END"
    words = 'lower(OLD.target || OLD."before" || OLD."after")'
    stays = _stays(f"OLD.at < datetime('now', '-{DAYS} days')", f"instr({words}, lower(u.email)) > 0")
    sqlite = (f'CREATE TRIGGER "{NAME}" BEFORE DELETE ON "{LOG}" WHEN {stays} {refuse}',)
    words = 'lower(OLD.target || OLD."before"::text || OLD."after"::text)'
    stays = _stays(f"OLD.at < now() - interval '{DAYS} days'", f"position(lower(u.email) in {words}) > 0")
    function = (
        f'CREATE FUNCTION "{NAME}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"IF {stays} THEN RAISE EXCEPTION '{NAME}' USING ERRCODE = 'integrity_constraint_violation';"
        " END IF; RETURN OLD; END $$"
    )
    trigger = f'CREATE TRIGGER "{NAME}" BEFORE DELETE ON "{LOG}" FOR EACH ROW EXECUTE FUNCTION "{NAME}"()'
    return Guard(NAME, LOG, sqlite, (function, trigger))


def _stays(old: str, named: str) -> str:
    gone = f"SELECT 1 FROM {Workspace._meta.db_table} w WHERE w.id = OLD.workspace_id AND w.deleted_at IS NOT NULL"  # noqa: S608  # our own names
    parted = f"SELECT 1 FROM {User._meta.db_table} u WHERE u.deleted_at IS NOT NULL AND {named}"  # noqa: S608
    return f"NOT ({old}) AND NOT EXISTS ({gone}) AND NOT EXISTS ({parted})"
