"""A real SMTP server that keeps what it is sent, and one that takes mail as a script says."""

import asyncio
import logging
import threading
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from tests.processes import free_port

logging.getLogger("mail.log").setLevel(logging.WARNING)  # it tells of each connection, long after its test


class Smtp:
    """`begun` is set when a message has arrived; after `seconds` it is accepted and stands last in `mails`.

    `says` makes it difficult: "rcpt 550 Gone" and "data 451 Later" answer so, "die" accepts and says nothing more.
    """

    def __init__(self, seconds: float = 0) -> None:
        self.seconds = seconds
        self.says = ""
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

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.says[:4] == "rcpt":
            return self.says[5:]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        self.begun.set()
        await asyncio.sleep(self.seconds)
        if self.says[:4] == "data":
            return self.says[5:]
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        if self.says == "die":
            server.transport.abort()
        return "250 OK"

    def stop(self) -> None:
        self._controller.stop()
