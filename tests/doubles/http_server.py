"""A real HTTP server on loopback that answers as told: also badly, slowly, without end, and over TLS."""

import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Reply:
    """`pause` seconds pass after every byte of the body; `endless` repeats it until nobody listens."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    pause: float = 0
    endless: bool = False
    raw: bytes | None = None  # instead of the status line and the headers


@dataclass(frozen=True)
class Asked:
    """One request: path with query, headers by lower-case name."""

    path: str
    headers: Mapping[str, str]


class HttpServer:
    """`replies` by path may change while it runs; what was asked stands in `asked`, each connection counts."""

    def __init__(self, replies: Mapping[str, Reply] | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.replies = dict(replies or {})
        self.asked: list[Asked] = []
        self.connections = 0
        self._tls = tls
        self._stopped = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.place = f"127.0.0.1:{self.port}"
        self.url = f"http://{self.place}"
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _listen(self) -> None:
        while not self._stopped.is_set():
            try:
                client, _address = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        """One connection, one request; a client that leaves early is nobody's fault."""
        try:
            with self._tls.wrap_socket(client, server_side=True) if self._tls else client as stream:
                asked = _read(stream)
                self.asked.append(asked)
                self._answer(stream, self.replies.get(asked.path, Reply(404)))
        except OSError:
            return

    def _answer(self, stream: socket.socket, reply: Reply) -> None:
        sized = {} if reply.endless or reply.status == 304 else {"Content-Length": str(len(reply.body))}
        lines = [f"HTTP/1.1 {reply.status} Reply", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in {**sized, **reply.headers}.items()]
        head = "\r\n".join([*lines, "", ""]).encode() if reply.raw is None else reply.raw
        self._send(stream, head, reply.pause if reply.raw is not None else 0)
        self._send(stream, reply.body, reply.pause)
        while reply.endless and not self._stopped.is_set():
            self._send(stream, reply.body, reply.pause)

    def _send(self, stream: socket.socket, data: bytes, pause: float) -> None:
        if not pause:
            stream.sendall(data)
            return
        for byte in data:
            if self._stopped.is_set():
                return
            stream.sendall(bytes([byte]))
            time.sleep(pause)


def _read(stream: socket.socket) -> Asked:
    data = b""
    while b"\r\n\r\n" not in data:
        part = stream.recv(65536)
        if not part:
            raise ConnectionResetError
        data += part
    first, *lines = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = (line.partition(":") for line in lines)
    return Asked(first.split()[1], {name.lower(): value.strip() for name, _, value in headers})


def certificate(host: str, folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """For a server of this name, signed by itself: its own context, and that of a client who trusts only it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, SHA256())
    )
    both = folder / f"{host}.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    both.write_bytes(secret + made.public_bytes(Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(both)
    return server, ssl.create_default_context(cadata=made.public_bytes(Encoding.PEM).decode())
