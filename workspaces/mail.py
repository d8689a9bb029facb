"""Every mail leaves through the outbox: written with the act that caused it, delivered by a worker."""

import base64
import json
from collections.abc import Sequence
from datetime import timedelta
from email.utils import make_msgid
from smtplib import SMTPRecipientsRefused
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from workspaces.outbox import GiveUp, effect
from workspaces.scoping import open_workspace_id

PERMANENT: Final = 500


class OutboxBackend(BaseEmailBackend):
    """Django's mail backend of this project: one effect a message, which goes with its workspace if that is erased."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            deliver.enqueue(workspace=open_workspace_id(), payload=json.dumps(_pack(message)))
        return len(email_messages)


class Refused(GiveUp):
    """The server takes no mail for any of these addresses, and will take none tomorrow (5xx)."""


@effect(lease=timedelta(seconds=45), tries=14)
def deliver(*, payload: str) -> None:
    """Hand one message to the real backend (`MAIL_DELIVERY`); raises what SMTP raised, to be tried again for a day.

    An address that is refused for good is not tried again: `workspaces/undelivered.py` tells of it. What else is
    refused, such as our own log-in, may be mended.
    """
    connection = get_connection(**settings.MAIL_DELIVERY)
    message = _unpack(json.loads(payload))
    message.connection = connection
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        if all(code >= PERMANENT for code, _said in error.recipients.values()):
            raise Refused(str(error)) from error
        raise


def _pack(message: EmailMessage) -> dict[str, Any]:
    headers = {"Message-ID": make_msgid(domain=settings.MAIL_DOMAIN)} | message.extra_headers
    alternatives = getattr(message, "alternatives", [])
    return {
        "subject": message.subject,
        "body": message.body,
        "from_email": message.from_email,
        "to": list(message.to),
        "cc": list(message.cc),
        "bcc": list(message.bcc),
        "reply_to": list(message.reply_to),
        "headers": headers,
        "alternatives": [[part.content, part.mimetype] for part in alternatives],
        "attachments": [_pack_attachment(*part) for part in message.attachments],
    }


def _pack_attachment(name: str | None, content: str | bytes, mimetype: str | None) -> dict[str, str | None]:
    raw = content.encode() if isinstance(content, str) else content
    return {"name": name, "content": base64.b64encode(raw).decode(), "mimetype": mimetype}


def _unpack(packed: dict[str, Any]) -> EmailMultiAlternatives:
    alternatives, attachments = packed.pop("alternatives"), packed.pop("attachments")
    message = EmailMultiAlternatives(**packed)
    for content, mimetype in alternatives:
        message.attach_alternative(content, mimetype)
    for part in attachments:
        content = base64.b64decode(part["content"])
        text = (part["mimetype"] or "").startswith("text/")
        message.attach(part["name"], content.decode() if text else content, part["mimetype"])
    return message
