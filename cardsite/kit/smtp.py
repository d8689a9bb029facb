"""Django's way to a mail server, with an end: whatever the server does, one mail is over before its lease (F20)."""

import smtplib
import socket
import threading
from contextlib import suppress
from typing import Any, Final

from django.core.mail.backends.smtp import EmailBackend

WHOLE_SECONDS: Final = 40.0
"""A timeout is for one answer; a server that sends a letter now and then would never meet it."""


class _Hurried:
    """Closes the line when the time is over; then whoever waits at it gets `SMTPServerDisconnected`."""

    sock: Any
    _end: threading.Timer | None = None

    def _get_socket(self, host: str, port: int, timeout: float) -> Any:
        made: Any = super()._get_socket(host, port, timeout)  # type: ignore[misc]  # of smtplib, beside which it stands
        self._end = threading.Timer(WHOLE_SECONDS, self._hang_up)
        self._end.daemon = True
        self._end.start()
        return made

    def _hang_up(self) -> None:
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        if self._end is not None:
            self._end.cancel()
        super().close()  # type: ignore[misc]


class HurriedSmtp(_Hurried, smtplib.SMTP):
    """Plain, or with STARTTLS."""


class HurriedSmtpSsl(_Hurried, smtplib.SMTP_SSL):
    """With TLS from the first byte."""


class HurriedBackend(EmailBackend):
    """Of `MAIL_DELIVERY`."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return HurriedSmtpSsl if self.use_ssl else HurriedSmtp
