"""Letters from us, the service, about an account or a workspace: nobody can turn them off, and they say so."""

from dataclasses import replace
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from workspaces import letters
from workspaces.letters import Letter


def send(letter: Letter, to: str, *, answers: str = "") -> None:
    """In the active language. `answers` is who reads an answer, where it is not the operator."""
    because = letter.because or _("This is about your account or a workspace of yours, so it is always sent.")
    sender = formataddr((settings.SITE_NAME, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
    message = letters.mail(replace(letter, because=because), sender, to)
    message.reply_to = [answers] if answers else message.reply_to
    message.send()
