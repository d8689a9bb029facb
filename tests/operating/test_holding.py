"""A restored copy does no work, old or new, until it is released (A79)."""

from io import StringIO

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client

from workspaces import holding, outbox
from workspaces.models import Effect


@pytest.fixture(autouse=True)
def _delivered(db: None, settings) -> None:
    settings.EMAIL_BACKEND = "workspaces.mail.OutboxBackend"
    settings.MAIL_DELIVERY = {"backend": "django.core.mail.backends.locmem.EmailBackend"}
    settings.MAIL_CONFIGURED = True


def send(subject: str) -> None:
    EmailMessage(subject, "Words", to=["guest@post.example"]).send()


def subjects() -> list[str]:
    return [str(message.subject) for message in mail.outbox]


def test_nothing_leaves_while_the_outbox_is_held(client: Client):
    send("old")
    holding.hold()
    holding.hold()
    send("new")
    assert (outbox.perform_due(), outbox.sweep(), subjects()) == (0, 0, [])
    assert [outbox.perform(pk) for pk in Effect.objects.values_list("pk", flat=True)] == [False] * 3
    assert "manage.py release" in client.get("/readyz").json()["missing"]["outbox"]
    call_command("release", "--look", stdout=(said := StringIO()))
    assert (said.getvalue().split(), outbox.perform_due()) == (["2", "x", holding.MAIL], 0)
    call_command("release", stdout=StringIO())
    assert (outbox.perform_due(), sorted(subjects())) == (2, ["new", "old"])


def test_mails_of_the_former_service_can_be_given_up():
    """F32: it has sent them already"""
    send("old")
    holding.hold()
    send("new")
    call_command("release", "--drop-mail", stdout=(said := StringIO()))
    assert "1 mails were given up" in said.getvalue()
    assert (outbox.perform_due(), subjects()) == (1, ["new"])
    assert set(Effect.objects.values_list("state", "payload")) == {("dead", ""), ("done", "")}
    call_command("release", stdout=(said := StringIO()))
    assert said.getvalue() == "Nothing is held here.\n"
