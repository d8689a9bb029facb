"""Putting a backup into an installation that is still empty. It sends nothing until it is released (A79)."""

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection

from cardsite.operating import postgres_tools
from cardsite.operating.backup import DATABASE, SECRET, Unusable, contents_of, copy_sqlite, stores
from workspaces import holding
from workspaces.models import User

OTHER_SECRET: Final = (
    "SECRET_KEY is not the one of the backup: people must log in again, and links in mails are dead. "
    f"The former stands in {SECRET} of the backup; name it in SECRET_KEY_FALLBACKS."
)


def restore(folder: Path) -> list[str]:
    """Database, files, secret; then migrated and held. Says what the operator should know.

    Raises `Unusable` and `ToolFailed`. The service must be stopped.
    """
    contents = contents_of(folder)
    _check(contents)
    _put_database(folder / DATABASE[connection.vendor])
    call_command("migrate", verbosity=0)
    holding.hold()
    _put_files(folder)
    return [*_secret((folder / SECRET).read_text().strip()), *_address(contents)]


def _check(contents: dict[str, Any]) -> None:
    if contents["database"] != connection.vendor:
        raise Unusable(f"The backup is of {contents['database']}, this installation runs on {connection.vendor}.")
    if "workspaces_user" in connection.introspection.table_names() and User.objects.exists():
        raise Unusable("There are accounts here already. Restore into an empty database.")


def _put_database(source: Path) -> None:
    connection.close()
    if connection.vendor == "postgresql":
        clean = ["--clean", "--if-exists", "--single-transaction", "--no-owner", "--no-privileges"]
        name = str(connection.settings_dict["NAME"])
        postgres_tools.run("pg_restore", *clean, f"--dbname={name}", str(source))
    else:
        copy_sqlite(source, str(connection.settings_dict["NAME"]))


def _put_files(folder: Path) -> None:
    for name, store in stores().items():
        for file in sorted(path for path in (folder / name).rglob("*") if path.is_file()):
            stored = file.relative_to(folder / name).as_posix()
            if not store.exists(stored):
                store.save(stored, ContentFile(file.read_bytes()))


def _secret(former: str) -> list[str]:
    """The secret goes where ours would be made; one that was set is left alone."""
    if former == settings.SECRET_KEY:
        return []
    if settings.SECRET_KEY_IS_SET:
        return [OTHER_SECRET]
    (Path(settings.DATA_DIR) / "secret-key").write_text(former)
    return []


def _address(contents: dict[str, Any]) -> list[str]:
    if contents["base_url"] == settings.BASE_URL:
        return []
    return [f"Printed codes say {contents['base_url']}, BASE_URL is {settings.BASE_URL}: all will be drawn anew."]
