"""Mail: written with the act that caused it, delivered by a worker, whole (rule 11; F20)."""

from django.core import mail
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import transaction

from workspaces import outbox
from workspaces.mail import OutboxBackend
from workspaces.models import Effect


def test_send_mail_writes_a_row_and_sends_nothing_yet(post):
    send_mail("Hello", "Body", None, ["ada@example.com"])
    assert mail.outbox == []
    assert (Effect.objects.get().task, Effect.objects.get().workspace) == ("workspaces.mail.deliver", None)
    assert [(sent.subject, sent.to) for sent in post()] == [("Hello", ["ada@example.com"])]


def test_mail_is_gone_with_its_transaction(post):
    with transaction.atomic():
        send_mail("Hello", "Body", None, ["ada@example.com"])
        transaction.set_rollback(True)
    assert post() == []


def test_message_arrives_whole(post):
    message = EmailMultiAlternatives(
        "Größe",
        "Text ☕",
        "Cardsite <hello@example.com>",
        ["ada@example.com"],
        bcc=["ben@example.com"],
        cc=["eve@example.com"],
        reply_to=["cleo@example.com"],
        headers={"List-Id": "cards"},
    )
    message.attach_alternative("<p>Text ☕</p>", "text/html")
    message.attach("pixel.png", b"\x89PNG\x00\xff", "image/png")
    message.attach("note.txt", "Grüße", "text/plain")
    message.connection = OutboxBackend()
    message.send()
    (sent,) = post()
    assert isinstance(sent, EmailMultiAlternatives)
    assert (sent.subject, sent.body, sent.from_email) == ("Größe", "Text ☕", "Cardsite <hello@example.com>")
    assert (sent.to, sent.cc, sent.bcc) == (["ada@example.com"], ["eve@example.com"], ["ben@example.com"])
    assert sent.reply_to == ["cleo@example.com"]
    assert sent.extra_headers["List-Id"] == "cards"
    assert [tuple(part) for part in sent.alternatives] == [("<p>Text ☕</p>", "text/html")]
    assert [tuple(part) for part in sent.attachments] == [
        ("pixel.png", b"\x89PNG\x00\xff", "image/png"),
        ("note.txt", "Grüße", "text/plain"),
    ]


def test_second_delivery_of_the_same_row_has_the_same_message_id(post):
    """F20: after a kill a mail may go twice; readers' programs see one."""
    send_mail("Hello", "Body", None, ["ada@example.com"])
    row = Effect.objects.get()
    payload = row.payload
    (first,) = post()
    Effect.objects.filter(pk=row.pk).update(state="open", payload=payload)
    (second,) = post()
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.extra_headers["Message-ID"].endswith("@localhost>")


def test_content_is_blanked_once_delivered(post):
    """Rule 34: a log-in code does not stay in the table."""
    send_mail("Hello", "code ABCD-EFGH", None, ["ada@example.com"])
    post()
    row = Effect.objects.get()
    assert (row.state, row.payload, row.arguments) == ("done", "", {})


def test_mail_waits_while_the_server_refuses(post, settings):
    """F20"""
    settings.MAIL_DELIVERY = {
        "backend": "django.core.mail.backends.smtp.EmailBackend",
        "host": "127.0.0.1",
        "port": 9,
        "timeout": 1,
    }
    send_mail("Hello", "Body", None, ["ada@example.com"])
    row = Effect.objects.get()
    assert outbox.perform(row.pk) is False
    row.refresh_from_db()
    assert (row.state, row.attempts, bool(row.payload)) == ("open", 1, True)
    assert row.last_error.startswith("ConnectionRefusedError")
