"""Fetching what people name: only public hosts, never longer or larger than allowed (rules 19, 20; A53–A55; F21)."""

import gzip
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from cardsite.kit.egress import Answer, Failure, Refusal, Refused, Unreachable, fetch, is_public
from tests.doubles.http_server import HttpServer, Reply, certificate
from tests.processes import free_port

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
METADATA = "169.254.169.254"


@pytest.fixture
def server() -> Iterator[HttpServer]:
    server = HttpServer({"/calendar.ics": Reply(body=CALENDAR, headers={"ETag": '"1"'})})
    yield server
    server.stop()


def allowed(server: HttpServer, path: str = "/calendar.ics", **over: Any) -> Answer:
    """Fetched from the double, which lies on loopback."""
    limits: dict[str, Any] = {"max_bytes": 10_000, "seconds": 5, "allow": [server.place]}
    return fetch(server.url + path, **limits | over)


def refusal(url: str, **over: Any) -> str:
    with pytest.raises(Refused) as refused:
        fetch(url, **{"max_bytes": 1000, "seconds": 5, **over})
    assert str(refused.value) == refused.value.reason
    assert refused.value.reason in get_args(Refusal)
    return refused.value.reason


def failure(url: str, **over: Any) -> str:
    with pytest.raises(Unreachable) as failed:
        fetch(url, **{"max_bytes": 1000, "seconds": 5, **over})
    assert str(failed.value) == failed.value.reason
    assert failed.value.reason in get_args(Failure)
    return failed.value.reason


def test_an_answer_has_status_headers_body_and_address(server: HttpServer):
    answer = allowed(server)
    assert (answer.status, answer.headers["etag"], answer.body, answer.url) == (
        200,
        '"1"',
        CALENDAR,
        f"{server.url}/calendar.ics",
    )


def test_headers_are_sent_and_nothing_of_the_environment_is(server: HttpServer, monkeypatch: pytest.MonkeyPatch):
    """rule 19: no proxy, no stored cookie, no compression"""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    server.replies["/calendar.ics"] = Reply(304, headers={"Set-Cookie": "a=b"})
    assert [allowed(server, headers={"If-None-Match": '"1"'}).status for _ in range(2)] == [304, 304]
    assert server.asked[0] == server.asked[1]
    assert server.asked[0].headers == {
        "accept": "*/*",
        "accept-encoding": "identity",
        "user-agent": "Cardsite",
        "if-none-match": '"1"',
        "host": server.place,
    }


def test_a_failure_is_an_answer_too(server: HttpServer):
    assert allowed(server, "/nothing?a=b").status == 404
    assert server.asked[0].path == "/nothing?a=b"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "017700000001", "127.1", "[::1]"])
def test_loopback_is_refused_however_it_is_written(host: str):
    """A53"""
    assert refusal(f"https://{host}/") == "address"


@pytest.mark.parametrize("host", ["0.0.0.0", "[::]", METADATA, "10.0.0.1", "[::ffff:127.0.0.1]", "0xa9fea9fe"])
def test_internal_addresses_are_refused(host: str):
    """A53"""
    assert refusal(f"https://{host}/") == "address"


@pytest.mark.parametrize(
    "answers",
    [
        [METADATA],
        ["::ffff:127.0.0.1"],
        ["::ffff:a9fe:a9fe"],
        ["93.184.216.34", "127.0.0.1"],
        ["2606:4700::1111", "fd00:ec2::254"],
        ["93.184.216.34", "not an address"],
    ],
)
def test_a_name_with_any_internal_address_is_refused(answers: list[str]):
    """A54: before any connection; the public ones beside it are not tried either"""
    assert refusal("https://rebinding.example/", resolve=lambda host: answers) == "address"


def test_a_refused_host_sees_no_connection(server: HttpServer):
    """A53, A54: the same host, port and path are reached once they are allowed"""
    names: list[str] = []

    def resolve(host: str) -> list[str]:
        names.append(host)
        return ["127.0.0.1"]

    there = f"http://feeds.example:{server.port}/calendar.ics"
    elsewhere = [f"feeds.example:{server.port + 1}", "other.example", "feeds.example"]
    assert refusal(there, resolve=resolve, allow=elsewhere) == "scheme"
    assert refusal(there.replace("http:", "https:"), resolve=resolve) == "port"
    assert refusal("https://feeds.example/calendar.ics", resolve=resolve) == "address"
    assert (server.connections, names) == (0, ["feeds.example"])
    assert fetch(there, resolve=resolve, allow=[f"FEEDS.example:{server.port}"], max_bytes=99, seconds=5).body
    assert (server.connections, names) == (1, ["feeds.example"] * 2)


def test_a_name_is_resolved_once_a_connection(server: HttpServer):
    """A54: a name that turns internal after the check (DNS rebinding) is not asked again"""
    turns = iter([["127.0.0.1"], [METADATA]])
    place = f"feeds.example:{server.port}"
    answer = fetch(
        f"http://{place}/calendar.ics", resolve=lambda host: next(turns), allow=[place], max_bytes=99, seconds=5
    )
    assert (answer.body, list(turns)) == (CALENDAR, [[METADATA]])


def test_the_next_address_is_tried_where_one_is_deaf(server: HttpServer):
    place = f"feeds.example:{server.port}"
    got = fetch(
        f"http://{place}/calendar.ics",
        resolve=lambda host: ["127.0.0.9", "127.0.0.1"],
        allow=[place],
        max_bytes=99,
        seconds=5,
    )
    assert got.body == CALENDAR


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://example.com/", "scheme"),
        ("ftp://example.com/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://127.0.0.1:6379/_", "scheme"),
        ("example.com/feed.ics", "scheme"),
        ("", "scheme"),
        ("https:///feed.ics", "url"),
        ("https://exa mple.com/", "url"),
        ("https://0177.0.0.1/", "url"),
        ("https://example.com:99999/", "port"),
        ("https://example.com/\r\nX: y", "url"),
        ("https://[::1/", "url"),
        ("https://user@example.com/", "userinfo"),
        ("https://user:secret@example.com/", "userinfo"),
        ("https://example.com:secret@127.0.0.1/", "userinfo"),
        ("https://example.com:8443/", "port"),
        ("https://example.com:80/", "port"),
        ("http://127.0.0.1:6379/", "scheme"),
    ],
)
def test_odd_addresses_are_refused(url: str, reason: str):
    """A53; none is resolved"""
    assert refusal(url, resolve=pytest.fail) == reason


def test_a_name_with_umlauts_is_resolved_in_its_ascii_form():
    names: list[str] = []

    def resolve(host: str) -> list[str]:
        names.append(host)
        return ["10.0.0.1"]

    assert refusal("https://BÜCHER.example:443/kalender.ics", resolve=resolve) == "address"
    assert names == ["xn--bcher-kva.example"]


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("https://127.0.0.1/", "address"),
        (f"https://{METADATA}/latest/meta-data/", "address"),
        ("https://[::ffff:10.0.0.1]/", "address"),
        ("//127.0.0.1/", "scheme"),
        ("http://example.com/", "scheme"),
        ("http://127.0.0.1:6379/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("https://a:b@example.com/", "userinfo"),
        ("https://example.com:22/", "port"),
        ("https://exa mple/", "url"),
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_checked_like_first_addresses(server: HttpServer, location: str, reason: str, status: int):
    """A55"""
    server.replies["/calendar.ics"] = Reply(status, headers={"Location": location})
    assert refusal(f"{server.url}/calendar.ics", allow=[server.place]) == reason
    assert server.connections == 1


def test_a_redirect_to_a_listening_internal_port_is_not_followed(server: HttpServer):
    """A55: the inner server would have answered, and does when it is allowed"""
    inner = HttpServer({"/": Reply(body=b"secret")})
    server.replies["/calendar.ics"] = Reply(302, headers={"Location": f"{inner.url}/"})
    assert refusal(f"{server.url}/calendar.ics", allow=[server.place]) == "scheme"
    assert inner.connections == 0
    assert allowed(server, allow=[server.place, inner.place]).body == b"secret"
    inner.stop()


def test_three_redirects_are_followed_and_a_fourth_is_not(server: HttpServer):
    """B35"""
    for step in range(4):
        server.replies[f"/{step}"] = Reply(302, headers={"Location": f"./{step + 1}#part"})
    server.replies["/4"] = Reply(body=CALENDAR)
    answer = allowed(server, "/1")
    assert (answer.body, answer.url) == (CALENDAR, f"{server.url}/4")
    assert refusal(f"{server.url}/0", allow=[server.place]) == "redirects"


def test_a_loop_of_redirects_ends(server: HttpServer):
    server.replies["/loop"] = Reply(307, headers={"Location": "/loop"})
    assert refusal(f"{server.url}/loop", allow=[server.place]) == "redirects"
    assert len(server.asked) == 4


def test_a_redirect_without_a_place_is_an_answer(server: HttpServer):
    server.replies["/calendar.ics"] = Reply(302, body=b"where?")
    assert allowed(server).body == b"where?"


def test_the_body_of_a_redirect_is_not_waited_for(server: HttpServer):
    server.replies["/first"] = Reply(302, headers={"Location": "/calendar.ics"}, body=b"x", endless=True)
    assert allowed(server, "/first").body == CALENDAR


def test_a_body_without_end_is_cut_off(server: HttpServer):
    """B35, F21: at the limit, exactly"""
    server.replies["/endless"] = Reply(body=b"x" * 1000, endless=True)
    assert refusal(f"{server.url}/endless", allow=[server.place]) == "large"
    assert len(allowed(server, max_bytes=len(CALENDAR)).body) == len(CALENDAR)
    assert refusal(f"{server.url}/calendar.ics", allow=[server.place], max_bytes=len(CALENDAR) - 1) == "large"


@pytest.mark.parametrize(
    "slow",
    [
        Reply(body=b"x" * 100, pause=0.05),
        Reply(raw=b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100, pause=0.05),
        Reply(raw=b"HTTP/1.1 100 Continue\r\n\r\n" * 50, pause=0.005),
    ],
    ids=["body", "headers", "continue"],
)
def test_a_dripping_answer_ends_with_the_time(server: HttpServer, slow: Reply):
    """F21: each byte comes soon enough, all of them do not"""
    server.replies["/slow"] = slow
    started = time.monotonic()
    assert failure(f"{server.url}/slow", allow=[server.place], seconds=0.4) == "time"
    assert 0.4 <= time.monotonic() - started < 2


def test_slow_redirects_share_one_limit(server: HttpServer):
    server.replies["/a"] = Reply(302, headers={"Location": "/b"})
    server.replies["/b"] = Reply(body=b"x" * 40, pause=0.05)
    started = time.monotonic()
    assert failure(f"{server.url}/a", allow=[server.place], seconds=0.4) == "time"
    assert time.monotonic() - started < 2


def test_a_silent_host_and_a_slow_name_end_with_the_time():
    """F22"""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = f"127.0.0.1:{silent.getsockname()[1]}"
        assert failure(f"http://{place}/", allow=[place], seconds=0.2) == "time"
        assert failure(f"https://{place}/", allow=[place], seconds=0.2) == "time"

    def resolve(host: str) -> list[str]:
        time.sleep(0.5)
        return ["127.0.0.1"]

    assert failure("https://slow.example/", resolve=resolve, seconds=0.1) == "time"


@pytest.mark.parametrize("name", ["gzip", "br", "deflate, gzip", "x-unknown"])
def test_a_compressed_body_is_refused(server: HttpServer, name: str):
    """F21: nothing is unpacked, so nothing can burst"""
    bomb = gzip.compress(bytes(1_000_000))
    server.replies["/bomb"] = Reply(body=bomb, headers={"Content-Encoding": name})
    assert refusal(f"{server.url}/bomb", allow=[server.place], max_bytes=len(bomb) + 1) == "encoded"


def test_a_body_may_call_itself_uncompressed(server: HttpServer):
    server.replies["/plain"] = Reply(body=b"x", headers={"Content-Encoding": "Identity"})
    assert allowed(server, "/plain").body == b"x"


@pytest.mark.parametrize("raw", [b"220 smtp.example ESMTP\r\n", b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"])
def test_nonsense_and_half_an_answer_are_no_answer(server: HttpServer, raw: bytes):
    """B36: half a calendar must not look like one with fewer events"""
    server.replies["/odd"] = Reply(raw=raw)
    assert failure(f"{server.url}/odd", allow=[server.place]) == "protocol"


def test_who_is_not_there_is_named_by_the_way_he_is_missing():
    place = f"127.0.0.1:{free_port()}"
    assert failure(f"http://{place}/", allow=[place]) == "connection"
    assert failure("https://nowhere.invalid/", resolve=lambda host: []) == "name"
    assert failure(f"https://{'a' * 64}.example/") == "name"


def test_tls_verifies_the_name_of_the_host_not_the_address(tmp_path: Path):
    """A54: the connection goes to the checked address, the certificate must be the name's"""
    tls, trust = certificate("feeds.example", tmp_path)
    server = HttpServer({"/": Reply(body=CALENDAR)}, tls)
    places = [f"{host}:{server.port}" for host in ("feeds.example", "other.example")]
    options: dict[str, Any] = {"allow": places, "resolve": lambda host: ["127.0.0.1"]}
    assert fetch(f"https://{places[0]}/", **options, trust=trust, max_bytes=99, seconds=5).body == CALENDAR
    assert server.asked[0].headers["host"] == places[0]
    assert failure(f"https://{places[1]}/", **options, trust=trust) == "tls"
    assert failure(f"https://{places[0]}/", **options) == "tls"
    server.stop()


@pytest.mark.parametrize(
    "address",
    "8.8.8.8 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::1 172.15.0.1 100.63.0.1 100.128.0.1".split(),
)
def test_public_addresses_are_public(address: str):
    """The control of the next test."""
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 0.1.2.3 100.64.0.1 100.100.100.200 192.0.0.192 "
    "168.63.129.16 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1 "
    "255.255.255.255 ::1 :: ::7f00:1 ::808:808 ::ffff:10.0.0.1 ::ffff:169.254.169.254 fe80::1 fe80::1%eth0 "
    "2600::1%eth0 fec0::1 fc00::1 fd00:ec2::254 ff02::1 2001:db8::1 3fff::1 100::1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe "
    "64:ff9b:1::1 2002:7f00:1::1 2002:a00:1::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 localhost 1.2.3 1".split(),
)
def test_internal_and_special_addresses_are_not_public(address: str):
    """A53, A54: also those that a translator or tunnel would carry inside"""
    assert not is_public(address)
