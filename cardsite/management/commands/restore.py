"""`manage.py restore <folder>`: a backup into an empty installation."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cardsite.operating import restoring
from cardsite.operating.backup import Unusable
from cardsite.operating.postgres_tools import ToolFailed


class Command(BaseCommand):
    """The service must be stopped; what is restored sends nothing until `manage.py release`."""

    help = "Put a backup into an installation that has no accounts yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            known = restoring.restore(folder)
        except (Unusable, ToolFailed, OSError) as reason:
            raise CommandError(str(reason)) from reason
        for words in known:
            self.stdout.write(words)
        self.stdout.write("Restored. No mail leaves and no other work is done until: manage.py release")
