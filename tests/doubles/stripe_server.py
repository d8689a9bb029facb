"""The double of Stripe as a server on loopback: the API, the hosted pages, signed events.

python -m tests.doubles.stripe_server --port 8001 --webhook http://localhost:8000/webhooks/stripe --state file.json
"""

import argparse
import json
import signal
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from tests.doubles.stripe import pages
from tests.doubles.stripe.api import Api
from tests.doubles.stripe.books import Books
from tests.doubles.stripe.delivery import Delivery
from tests.doubles.stripe.shapes import Wrong


class StripeServer:
    """Listening as soon as it is made. Without `webhook` nothing is delivered; with `state` it outlives its process."""

    def __init__(self, port: int = 0, webhook: str = "", state: Path | None = None) -> None:
        self.books, self.state = Books(), state
        if state and state.exists():
            self.books.state = json.loads(state.read_text())
        self.api = Api(self.books)
        self.server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self.server.daemon_threads = True
        self.url = self.books.base = f"http://localhost:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()
        self.delivery = Delivery(self.books, webhook) if webhook else None

    def deliver_to(self, webhook: str) -> None:
        """Events from the first on."""
        self.delivery = Delivery(self.books, webhook)

    def stop(self) -> None:
        if self.delivery:
            self.delivery.stop()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def save(self) -> None:
        if self.state:
            self.state.write_text(json.dumps(self.books.state))


def _handler(double: StripeServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            if self.path.startswith("/v1/"):
                answer = double.api.answer(self.command, self.path, dict(self.headers), body)
            else:
                answer = self._page(body)
            double.save()
            status, headers, content = answer
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def _page(self, body: str) -> tuple[int, dict[str, str], bytes]:
            try:
                with double.api.lock:
                    found = pages.answer(double.books, self.command, urlsplit(self.path).path, body)
            except Wrong as wrong:
                return wrong.status, {"Content-Type": "text/plain"}, str(wrong).encode()
            status, place, html = found
            headers = {"Location": place} if place else {}
            return status, headers | {"Content-Type": "text/html; charset=utf-8"}, html.encode()

        def log_message(self, *_args: object) -> None:
            """Quiet."""

    for method in ("GET", "POST", "DELETE"):
        setattr(Handler, f"do_{method}", Handler._serve)
    return Handler


def main() -> None:
    """Until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--webhook", default="")
    parser.add_argument("--state", type=Path)
    given = parser.parse_args()
    double = StripeServer(given.port, given.webhook, given.state)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_signal: ended.set())
    ended.wait()
    double.stop()


if __name__ == "__main__":
    main()
