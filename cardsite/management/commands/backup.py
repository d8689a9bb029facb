"""`manage.py backup <folder>`: everything of this installation, while it runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cardsite.operating import backup
from cardsite.operating.backup import Unusable
from cardsite.operating.postgres_tools import ToolFailed


class Command(BaseCommand):
    """Nothing needs to be stopped."""

    help = "Copy database, files and secret into a new folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            made = backup.make(folder)
        except (Unusable, ToolFailed, OSError) as reason:
            raise CommandError(str(reason)) from reason
        files = sum(made["files"].values())
        self.stdout.write(f"{folder} holds the database ({made['database']}), {files} files and the secret.")
        self.stdout.write("It is everything about everybody: keep it secret, on another machine, for 35 days at most.")
