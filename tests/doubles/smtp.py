"""A real SMTP server that keeps what it is sent; a slow one lets a worker be caught in the middle of a message."""

import asyncio
import threading
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from tests.processes import free_port


class Smtp:
    """`begun` is set when a message has arrived; after `seconds` it is accepted and stands last in `mails`."""

    def __init__(self, seconds: float = 0) -> None:
        self.seconds = seconds
        self.begun = threading.Event()
        self.mails: list[EmailMessage] = []
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def accepted(self) -> list[str]:
        """Their subjects."""
        return [str(mail["Subject"]) for mail in self.mails]

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        self.begun.set()
        await asyncio.sleep(self.seconds)
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def stop(self) -> None:
        self._controller.stop()
