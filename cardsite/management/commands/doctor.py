"""`manage.py doctor`: looks at every part of this installation."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cardsite.operating import doctor


class Command(BaseCommand):
    """Ends with 1 when anything is wrong."""

    help = "Say what is well and what is not, with the remedy."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mail-to", default="", help="also send a trial mail to this address")

    def handle(self, *args: Any, mail_to: str, **options: Any) -> None:
        wrong = 0
        for finding in doctor.examine(mail_to):
            self.stdout.write(
                f"{'!!' if finding.wrong else 'ok'}  {finding.part}" + f": {finding.wrong}" * bool(finding.wrong)
            )
            wrong += bool(finding.wrong)
        if wrong:
            self.stdout.write(f"{wrong} of these want you.")
            sys.exit(1)
        self.stdout.write("All is well.")
