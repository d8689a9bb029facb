"""`manage.py seed`: the demonstration, in an installation that is still empty."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cardsite import seed_team, seeding


class Command(BaseCommand):
    """Does nothing where there is a workspace already."""

    help = "Make the demonstration workspaces, in an installation without any."

    def handle(self, *args: Any, **options: Any) -> None:
        if not seeding.seed():
            self.stdout.write("There are workspaces already: nothing was seeded.")
            return
        self.stdout.write(f"A team of thirty: {seed_team.EMAIL}, with the same password as below")
        self.stdout.write(f"Log in at {settings.BASE_URL}/accounts/login/")
        self.stdout.write(f"as {seeding.EMAIL} with {seeding.password()}")
