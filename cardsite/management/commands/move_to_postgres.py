"""`manage.py move_to_postgres <url>`: from the SQLite file into an empty PostgreSQL database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from cardsite.operating import moving


class Command(BaseCommand):
    """The service must be stopped. The SQLite file is only read."""

    help = "Copy every row into an empty PostgreSQL database, and compare."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("url", help="postgres://user:password@host:5432/name")

    def handle(self, *args: Any, url: str, **options: Any) -> None:
        try:
            moved = moving.move(url, self.stdout.write)
        except (moving.CannotMove, DatabaseError) as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"{moved} rows moved and compared. Write DATABASE_URL into the environment, then start.")
