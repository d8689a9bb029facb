"""`manage.py move_media`: pictures and uploads into the object store of the settings, or back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cardsite.operating import moving_files


class Command(BaseCommand):
    """The service may run. It can be stopped and started again: what is there already is not copied twice."""

    help = "Copy all files from DATA_DIR into the object store of S3_BUCKET, and compare."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--back", action="store_true", help="from the object store into DATA_DIR")

    def handle(self, *args: Any, back: bool, **options: Any) -> None:
        try:
            moved = moving_files.move(back=back, said=self.stdout.write)
        except (moving_files.CannotMove, OSError) as reason:
            raise CommandError(f"{reason} What was copied stays; run this again.") from reason
        self.stdout.write(f"{moved.copied} files copied and compared, {moved.there} were there. Nothing was deleted.")
