"""Letters from us, the service; an answer reaches the operator, where there is an address of one."""

from email.utils import formataddr, parseaddr

from django.conf import settings

from workspaces import letters
from workspaces.letters import Letter


def send(letter: Letter, to: str) -> None:
    message = letters.mail(letter, formataddr((settings.SITE_NAME, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])), to)
    message.reply_to = [settings.OPERATOR_EMAIL] if settings.OPERATOR_EMAIL else []
    message.send()
