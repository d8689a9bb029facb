"""Digests of a day, one a person: the row and the mail are of one transaction, and the row is unique (F4, F24)."""

from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from workspaces.models import DigestLetter, Membership
from workspaces.topics import Topic


def send_once(mail: EmailMessage, topic: Topic, member: Membership, day: date) -> bool:
    """False, and nothing is written, when the member's digest of that day was: by another beat, or before a kill."""
    with transaction.atomic():
        _letter, is_new = DigestLetter.objects.get_or_create(user_id=member.user_id, topic=topic.key, day=day)
        if is_new:
            name = f"{topic.key}.{member.workspace_id}.{member.user_id}.{day}"
            mail.extra_headers["Message-ID"] = f"<{name}@{settings.MAIL_DOMAIN}>"
            mail.send()
    return is_new
