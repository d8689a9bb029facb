"""Letters about a plan to everybody who pays for it: each owner in their language, all of them or none."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from billing.models import Subscription
from workspaces import letters
from workspaces.letters import Letter
from workspaces.service_mail import send


@transaction.atomic
def send_each(write: Callable[[], Letter]) -> None:
    """In the open workspace. What is asked of Stripe is asked before."""
    for reader in letters.owners():
        with translation.override(reader.language):
            send(write(), reader.address)


def letter(
    row: Subscription, heading: str, said: list[str], rows: list[tuple[str, str]], links: list[tuple[str, str]]
) -> Letter:
    """In the active language, naming the workspace first; links without an address are left out."""
    named = [(_("Workspace"), letters.one_line(row.workspace.name)), *rows]
    found = [link for link in links if link[1]]
    return Letter(letters.subject(heading), heading, said, named, found, signed=settings.SITE_NAME)


def page(row: Subscription) -> str:
    return f"{settings.BASE_URL}{reverse('billing', args=[row.workspace.slug])}"
