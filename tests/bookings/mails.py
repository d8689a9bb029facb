"""Mails as a real server receives them, and the calendars in them."""

import json
from email.message import EmailMessage
from typing import Any

from icalendar import Calendar as File

from tests.doubles.smtp import Smtp
from tests.node import run_node
from workspaces import outbox
from workspaces.models import Effect

ICAL_JS = """
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
process.stdout.write(JSON.stringify(ICAL.parse(readFileSync(0, "utf8"))));
"""


class Post:
    """Called, it sends what waits and gives what the server was given since the last call, by the addressee."""

    def __init__(self, settings: Any) -> None:
        self.server = Smtp()
        settings.EMAIL_BACKEND = "workspaces.mail.OutboxBackend"
        settings.MAIL_DELIVERY = {
            "backend": "django.core.mail.backends.smtp.EmailBackend",
            "host": "127.0.0.1",
            "port": self.server.port,
        }

    def delivered(self) -> list[EmailMessage]:
        """What arrives now, in the order it was written."""
        self.server.mails.clear()
        outbox.perform_due()
        assert list(Effect.objects.exclude(last_error="").values_list("last_error", flat=True)) == []
        return list(self.server.mails)

    def __call__(self) -> dict[str, EmailMessage]:
        received = [(str(mail["To"]), mail) for mail in self.delivered()]
        assert len(dict(received)) == len(received)
        return dict(received)


def part(mail: EmailMessage, kind: str) -> EmailMessage:
    (found,) = (one for one in mail.walk() if one.get_content_type() == kind)
    assert isinstance(found, EmailMessage)
    return found


def calendar_file(mail: EmailMessage) -> bytes:
    """The calendar part, whose method is its own; the attached file holds the same bytes (B32)."""
    inline, attached = part(mail, "text/calendar"), part(mail, "application/ics")
    written = inline.get_payload(decode=True)
    assert isinstance(written, bytes)
    lines = written.replace(b"\r\n", b"\n").split(b"\n")
    assert attached.get_content().replace(b"\r\n", b"\n") == b"\n".join(lines)
    assert max(map(len, lines)) <= 75
    assert inline.get_param("method") == str(File.from_ical(written)["METHOD"])
    assert str(inline.get_content_charset()) == "utf-8"
    return written


def invited(mail: EmailMessage) -> tuple[Any, Any]:
    """The calendar in the mail and its one event."""
    file = File.from_ical(calendar_file(mail))
    (event,) = file.walk("VEVENT")
    return file, event


def seen_by_ical_js(written: bytes) -> dict[str, Any]:
    """Method of the file, and the first value of every property of its one event."""
    _, properties, [[kind, lines, _inner]] = json.loads(run_node(ICAL_JS, written.decode()))
    assert kind == "vevent"
    methods = {line[0]: line[3] for line in properties}
    return {"method": methods["method"]} | {line[0]: line[3] for line in lines}
