"""`manage.py create_staff <e-mail>`: the first staff account of an installation."""

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from workspaces.models import User


class Command(BaseCommand):
    """Makes a person staff, new or known. No password is set: they log in by e-mailed code."""

    help = "Make the person with this e-mail address staff; creates the account if there is none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        address = email.strip().lower()
        try:
            validate_email(address)
        except ValidationError:
            raise CommandError(f"{email} is not an e-mail address.") from None
        make_staff(address)
        login = settings.BASE_URL + reverse("account_request_login_code")
        self.stdout.write(
            f"{address} is staff now. Log in by e-mailed code at {login} and add a second factor;\n"
            f"the back office is at {settings.BASE_URL}{reverse('admin:index')}"
        )


@transaction.atomic
def make_staff(email: str) -> User:
    """The operator vouches for the address, so it counts as confirmed.

    A password set before anybody had confirmed it may be a stranger's: it is dropped.
    """
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    if not EmailAddress.objects.filter(user=user, email=email, verified=True).exists():
        user.set_unusable_password()
    user.is_staff = user.is_superuser = True
    user.save(update_fields=["is_staff", "is_superuser", "password"])
    EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    return user
