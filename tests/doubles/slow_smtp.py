"""An SMTP server that takes its time over every message, to catch a worker in the middle of one."""

import asyncio
import threading
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller

from tests.processes import free_port


class SlowSmtp:
    """`begun` is set when a message has arrived; it is accepted after `seconds`. `accepted` holds subjects."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.begun = threading.Event()
        self.accepted: list[str] = []
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        self.begun.set()
        await asyncio.sleep(self.seconds)
        self.accepted.append(str(message_from_bytes(envelope.content)["Subject"]))
        return "250 OK"

    def stop(self) -> None:
        self._controller.stop()
