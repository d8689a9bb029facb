"""A way to read the mails that went through the outbox."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage

Post = Callable[[], list[EmailMessage]]


@pytest.fixture
def post(settings: Any, db: None) -> Post:
    """Everything mailed since the last call, delivered by the real backend's path into memory."""
    from workspaces import outbox  # noqa: PLC0415  # models need Django set up, which comes after this file

    settings.EMAIL_BACKEND = "workspaces.mail.OutboxBackend"
    settings.MAIL_DELIVERY = {"backend": "django.core.mail.backends.locmem.EmailBackend"}

    def collect() -> list[EmailMessage]:
        mail.outbox.clear()
        outbox.perform_due()
        return list(mail.outbox)

    return collect
