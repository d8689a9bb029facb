"""The only way out by HTTP, to addresses that people give us (rules 19 and 20; A53–A55).

A host is resolved once, at the moment of connecting; every address must lie on the public internet, and the connection
goes to an address that was checked. There is no second look-up to deceive, while TLS still verifies the host's name.
Cookies, proxies of the environment, credentials and compressed bodies do not exist here.
"""

import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, TypeAlias

import httpcore
import httpx

Refusal: TypeAlias = Literal["url", "scheme", "userinfo", "port", "address", "redirects", "large", "encoded"]
Failure: TypeAlias = Literal["name", "connection", "tls", "protocol", "time"]
Resolve: TypeAlias = Callable[[str], Sequence[str]]

_PORTS: Final = {"http": 80, "https": 443}
_REDIRECTS: Final = {301, 302, 303, 307, 308}
_HOST: Final = re.compile(rb"[a-z0-9._-]+|[0-9a-f:.]+")  # a name in its ASCII form, an address
_OURS: Final = {"Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": "Cardsite"}

#: Public by their number, yet answered by the cloud's own machinery or by nobody. Python 3.11 knows them as global.
_SPECIAL: Final = [
    ipaddress.ip_network(block)
    for block in ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "3fff::/20", "64:ff9b:1::/48", "fec0::/10")
]
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


class Refused(Exception):
    """We do not go there, or do not take what is sent."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


class Unreachable(Exception):
    """Nobody answered, or not in time, or not understandably."""

    def __init__(self, reason: Failure) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` by lower-case name; `url` is where the last redirect led."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


def socket_addresses(host: str) -> list[str]:
    """All addresses of a host, as this machine resolves it."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


def fetch(
    url: str,
    *,
    max_bytes: int,
    seconds: float,
    allow: Sequence[str] = (),
    redirects: int = 3,
    headers: Mapping[str, str] | None = None,
    resolve: Resolve = socket_addresses,
    trust: ssl.SSLContext | None = None,
) -> Answer:
    """What a GET answers, with whatever status, after at most `redirects` redirects.

    `seconds` bound all of it, names and redirects and a slow body too. "host:port" in `allow` may be anywhere and speak
    plain HTTP. `headers` go to every host on the way: nothing secret. Raises Refused and Unreachable.
    """
    way = _Way(frozenset(place.lower() for place in allow), resolve, time.monotonic() + seconds)
    with httpcore.ConnectionPool(trust or _authorities(), network_backend=way) as pool:
        for _hop in range(redirects + 1):
            target = _target(url, way.allow)
            answer, onward = _get(pool, target, headers or {}, max_bytes)
            if onward is None:
                return answer
            url = _joined(target, onward)
    raise Refused("redirects")


def is_public(address: str) -> bool:
    """Whether an IP address lies on the public internet, also after unwrapping the IPv4 inside an IPv6 one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if inner := _inside(found):
            return is_public(str(inner))
        if found.scope_id:  # a zone of this machine, "fe80::1%eth0"
            return False
    odd = found.is_multicast or found.is_reserved or found.is_unspecified or found.is_loopback or found.is_link_local
    return found.is_global and not odd and not any(found in block for block in _SPECIAL)


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address to which a translator or tunnel would carry this one. Teredo is refused as a whole."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _target(url: str, allow: frozenset[str]) -> httpx.URL:
    """The address taken apart, if we go to such places at all; where its host is, the connection checks."""
    try:
        target = httpx.URL(url).copy_with(fragment=None)
    except httpx.InvalidURL:
        raise Refused("url") from None
    if target.scheme not in _PORTS:
        raise Refused("scheme")
    if not _HOST.fullmatch(target.raw_host):
        raise Refused("url")
    if target.userinfo:
        raise Refused("userinfo")
    if _place(target.raw_host.decode(), target.port or _PORTS[target.scheme]) not in allow:
        if target.scheme != "https":
            raise Refused("scheme")
        if target.port is not None:
            raise Refused("port")
    return target


def _joined(target: httpx.URL, onward: str) -> str:
    try:
        return str(target.join(onward))
    except httpx.InvalidURL:
        raise Refused("url") from None


def _place(host: str, port: int) -> str:
    """As it stands in `allow`."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _get(
    pool: httpcore.ConnectionPool, target: httpx.URL, headers: Mapping[str, str], max_bytes: int
) -> tuple[Answer, str | None]:
    """One answer, or where it sends us; then its body stays unread."""
    address = httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path)
    sent = {**_OURS, **headers, "Host": target.netloc.decode()}
    try:
        with pool.stream("GET", address, headers=[(k.encode(), v.encode("latin-1")) for k, v in sent.items()]) as got:
            found = _headers(got.headers)
            answer = Answer(got.status, found, b"", str(target))
            if got.status in _REDIRECTS and "location" in found:
                return answer, found["location"]
            return Answer(got.status, found, _body(got, found, max_bytes), str(target)), None
    except httpcore.TimeoutException:
        raise Unreachable("time") from None
    except httpcore.NetworkError:
        raise Unreachable("connection") from None
    except httpcore.ProtocolError:
        raise Unreachable("protocol") from None


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found


def _body(got: httpcore.Response, headers: Mapping[str, str], max_bytes: int) -> bytes:
    """Taken as sent: who compresses unasked may mean a bomb."""
    if headers.get("content-encoding", "identity").strip().lower() not in {"", "identity"}:
        raise Refused("encoded")
    body = bytearray()
    for part in got.iter_stream():
        body += part
        if len(body) > max_bytes:
            raise Refused("large")
    return bytes(body)


@cache
def _authorities() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


class _Way(httpcore.NetworkBackend):
    """Every connection of one fetch begins here: the one place where a name becomes an address."""

    def __init__(self, allow: frozenset[str], resolve: Resolve, deadline: float) -> None:
        self.allow = allow
        self._resolve = resolve
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._addresses(host)
        if _place(host, port) not in self.allow and not all(map(is_public, addresses)):
            raise Refused("address")
        failed: Exception = Unreachable("name")
        for place, address in enumerate(addresses):
            share = self.left() / (len(addresses) - place)  # a deaf one leaves time for the next
            try:
                stream = self._sockets.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as missed:
                failed = missed
            else:
                return _Timed(stream, self.left)
        raise failed

    def left(self) -> float:
        """Seconds until the limit. A socket may wait so long, but none may begin after it."""
        if (seconds := self._deadline - time.monotonic()) <= 0:
            raise httpcore.TimeoutException
        return seconds

    def _addresses(self, host: str) -> list[str]:
        """In a thread, because resolvers have no limit of their own; a late one ends unheard."""
        pool = ThreadPoolExecutor(1, "resolve")
        try:
            return list(dict.fromkeys(pool.submit(self._resolve, host).result(self.left())))
        except TimeoutError:
            raise Unreachable("time") from None
        except (OSError, UnicodeError):
            raise Unreachable("name") from None
        finally:
            pool.shutdown(wait=False)


class _Timed(httpcore.NetworkStream):
    """A connection whose every wait ends with the time of the whole exchange."""

    def __init__(self, stream: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._left()), self._left)
        except httpcore.ConnectError:
            raise Unreachable("tls") from None

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
