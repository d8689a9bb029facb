"""PostgreSQL's own programs, run on the database of the settings. The password is never on a command line."""

import os
import shutil
import subprocess
from typing import Any

from django.db import connections


class ToolFailed(Exception):
    """A program is missing or said no; the words are for the operator."""


def run(program: str, *arguments: str, using: str = "default") -> str:
    """What it printed. Raises `ToolFailed`."""
    found = shutil.which(program)
    if found is None:
        raise ToolFailed(f"{program} is not in the path. Debian: apt install postgresql-client")
    done = subprocess.run(  # noqa: S603  # our own words, and the paths of the operator
        [found, *arguments], check=False, capture_output=True, text=True, env=os.environ | login(using)
    )
    if done.returncode:
        raise ToolFailed(f"{program}: {done.stderr.strip()}")
    return done.stdout


def login(using: str) -> dict[str, str]:
    """Where the database is, in the words of libpq's environment."""
    settings: dict[str, Any] = connections[using].settings_dict
    asked = {
        "PGHOST": settings["HOST"],
        "PGPORT": settings["PORT"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
        "PGSSLMODE": settings["OPTIONS"].get("sslmode"),
        "PGSSLROOTCERT": settings["OPTIONS"].get("sslrootcert"),
    }
    return {name: str(value) for name, value in asked.items() if value}
