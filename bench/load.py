"""Visitors who ask again as soon as they are answered: wrk when the machine has it, else our own client."""

import asyncio
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass

from bench.contenders import CLIENT_CORE, HOST, Contender

VISITORS = 16
WRK = shutil.which("wrk")
CLIENT = "wrk" if WRK else "asyncio (no wrk here: requests per second are the client's limit)"


@dataclass(frozen=True)
class Sample:
    per_second: float
    cpu_microseconds: float


def run(contender: Contender, path: str, headers: dict[str, str], seconds: int, visitors: int = VISITORS) -> Sample:
    """Requests and the server's CPU time per request; the client is held on the last core."""
    begun, cpu = time.monotonic(), contender.cpu_seconds()
    requests = _count(f"http://127.0.0.1:{contender.port}{path}", {"Host": HOST} | headers, seconds, visitors)
    if not requests:
        raise SystemExit(f"Nothing was answered under load at {path}.")
    spent, lasted = contender.cpu_seconds() - cpu, time.monotonic() - begun
    return Sample(requests / lasted, spent / requests * 1e6)


def _count(url: str, headers: dict[str, str], seconds: int, visitors: int) -> int:
    words = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    if WRK:
        command = [WRK, "-t1", f"-c{visitors}", f"-d{seconds}s", *words, url]
    else:
        command = [sys.executable, "-m", "bench.load", url, str(seconds), str(visitors), *words]
    pinned = ["taskset", "-c", CLIENT_CORE, *command]
    output = subprocess.run(pinned, check=True, capture_output=True, text=True).stdout
    if failures := re.search(r"(Non-2xx or 3xx responses|Socket errors).*", output):
        raise SystemExit(f"Under load: {failures[0]}")
    found = re.search(r"(\d+) requests in", output)
    return int(found[1]) if found else 0


class _Visitor(asyncio.Protocol):
    """One connection; counts answers by their Content-Length."""

    answered = 0

    def __init__(self, request: bytes) -> None:
        self._request = request
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._data += data
        head, separator, body = self._data.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: *(\d+)", head)
        if separator and (b" 304 " in head[:16] or len(body) >= (int(length[1]) if length else 0)):
            _Visitor.answered += 1
            self._data = b""
            self._transport.write(self._request)


async def _visit(host: str, port: int, request: bytes, seconds: float, visitors: int) -> None:
    loop = asyncio.get_running_loop()
    connecting = (loop.create_connection(lambda: _Visitor(request), host, port) for _ in range(visitors))
    connections = await asyncio.gather(*connecting)
    await asyncio.sleep(seconds)
    for transport, _visitor in connections:
        transport.abort()


def main(url: str, seconds: float, visitors: int, headers: list[str]) -> None:
    """Our own client; speaks like wrk."""
    host, _, rest = url.removeprefix("http://").partition(":")
    port, _, path = rest.partition("/")
    request = "\r\n".join([f"GET /{path} HTTP/1.1", *headers, "", ""]).encode()
    asyncio.run(_visit(host, int(port), request, seconds, visitors))
    print(f"{_Visitor.answered} requests in {seconds}s")


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), sys.argv[5::2])
