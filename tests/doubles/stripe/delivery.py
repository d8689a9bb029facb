"""Events on their way: signed by the documented scheme, delivered by HTTP, repeated until they are taken."""

import hashlib
import hmac
import http.client
import json
import threading
import time
from typing import Any
from urllib.parse import urlsplit

from tests.doubles.stripe.books import Books

SECRET = "whsec_double"
PAUSES = (0.2, 0.5, 1, 2, 5, 10, 30)


def body_of(event: dict[str, Any]) -> bytes:
    return json.dumps(event, indent=2).encode()


def signature(body: bytes, secret: str = SECRET, at: float | None = None) -> str:
    """The value of `Stripe-Signature`."""
    moment = int(time.time() if at is None else at)
    mac = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={mac}"


class Delivery:
    """One thread that takes the events of the books to an address."""

    def __init__(self, books: Books, url: str, secret: str = SECRET) -> None:
        self.books, self.secret, self.parts = books, secret, urlsplit(url)
        self.taken = 0
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.stopped.set()
        self.thread.join(10)

    def _work(self) -> None:
        while not self.stopped.wait(0.05):
            while self.taken < len(self.books.events) and not self.stopped.is_set():
                self._deliver(self.books.events[self.taken])
                self.taken += 1

    def _deliver(self, event: dict[str, Any]) -> None:
        for pause in PAUSES:
            if self._send(body_of(event)) or self.stopped.wait(pause):
                return

    def _send(self, body: bytes) -> bool:
        connection = http.client.HTTPConnection(self.parts.hostname or "", self.parts.port, timeout=10)
        headers = {"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": signature(body, self.secret)}
        try:
            connection.request("POST", self.parts.path, body, headers | {"Host": self.parts.netloc})
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()
