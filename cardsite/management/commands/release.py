"""`manage.py release`: a restored copy takes up its work."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from workspaces import holding


class Command(BaseCommand):
    """Only when no other copy of this installation is alive."""

    help = "Let a restored installation send its mail and do its work again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--drop-mail", action="store_true", help="give up the mails that the backup brought with it"
        )
        parser.add_argument("--look", action="store_true", help="only say what waits")

    def handle(self, *args: Any, drop_mail: bool, look: bool, **options: Any) -> None:
        if not holding.holds().exists():
            self.stdout.write("Nothing is held here.")
            return
        for task, count in sorted(holding.waiting().items()):
            self.stdout.write(f"{count:6} x {task}")
        if look:
            return
        dropped = holding.release(drop_mail=drop_mail)
        self.stdout.write(f"Released. {dropped} mails were given up." if drop_mail else "Released.")
