"""The mails of a list of people, without drawing the codes of its cards."""

from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from tests.workspaces.conftest import Post


@pytest.fixture
def post(settings: Any, db: None) -> Post:
    """Everything mailed since the last call, delivered by the real backend's path into memory."""
    from workspaces import outbox  # noqa: PLC0415  # models need Django set up, which comes after this file
    from workspaces.mail import deliver  # noqa: PLC0415
    from workspaces.models import Effect  # noqa: PLC0415

    settings.EMAIL_BACKEND = "workspaces.mail.OutboxBackend"
    settings.MAIL_DELIVERY = {"backend": "django.core.mail.backends.locmem.EmailBackend"}

    def collect() -> list[EmailMessage]:
        mail.outbox.clear()
        for one in Effect.objects.filter(task=deliver.name, state="open").order_by("pk"):
            outbox.perform(one.pk)
        return list(mail.outbox)

    return collect
