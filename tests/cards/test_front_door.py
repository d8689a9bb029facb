"""Remembered pages given before Django runs; what they are never made of."""

import threading
import time
from typing import Any

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import include, path

from cards import pages
from cards.front_door import FrontDoor, best_encoding
from cards.page_memory import PageMemory
from cards.pages import Remember
from cards.visits import VIEW, Visit, mark
from tests.cards.door import Reply, knock
from workspaces.access import public

TEXT = "Ada Byron, bookbinder. " * 20
SHOWN = Visit(VIEW, workspace_id=7, card_id=3)
made: list[str] = []


@public
@pages.remembered
def card(request: HttpRequest) -> HttpResponse:
    made.append(request.get_full_path())
    time.sleep(0.02)
    mark(request.META, SHOWN)
    answer = HttpResponse(TEXT + request.get_full_path(), headers={"Content-Language": "de"})
    return pages.mark(answer, Remember(card_id=3, workspace_id=7, card_revision=1, workspace_revision=1))


@public
def contact(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(f"photo={request.GET.get('photo', '1')}", content_type="text/vcard; charset=utf-8")
    return pages.mark(answer, Remember(card_id=3, workspace_id=7))


@public
def session(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = True
    return pages.mark(HttpResponse("private"), Remember())


@public
def unknown(request: HttpRequest, name: str) -> HttpResponse:
    made.append(request.path)
    return pages.mark(HttpResponseNotFound("Nobody here"), Remember())


@public
def unmarked(request: HttpRequest) -> HttpResponse:
    return HttpResponse("not to be kept")


urlpatterns = [
    path("ada", card),
    path("ada/contact.vcf", contact),
    path("session", session),
    path("unmarked", unmarked),
    path("<slug:name>", unknown),
    path("", include("cardsite.urls")),  # error pages link to the others
]


@pytest.fixture
def watched() -> list[str]:
    return []


@pytest.fixture
def door(settings: Any, watched: list[str]) -> FrontDoor:
    settings.ROOT_URLCONF = __name__
    made.clear()
    return FrontDoor(WSGIHandler(), PageMemory(100), lambda: watched.append("watched"))


def twice(door: FrontDoor, address: str, **environ: str) -> tuple[Reply, Reply]:
    return knock(door, address, **environ), knock(door, address, **environ)


def test_the_second_visit_is_answered_without_django(door, watched):
    """cards 11 and the promise of speed: no Django, no cookie; the same answer."""
    first, second = twice(door, "/ada", HTTP_ACCEPT_ENCODING="gzip, br")
    assert (first.from_memory, second.from_memory) == (False, True)
    assert brotli.decompress(second.body).decode() == TEXT + "/ada"
    first.headers.pop("X-Request-ID")
    assert first.headers == second.headers
    assert {name: second.headers[name] for name in ("Cache-Control", "Vary", "Content-Language")} == {
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
        "Content-Language": "de",
    }
    assert (second.headers["X-Content-Type-Options"], "Set-Cookie" in second.headers) == ("nosniff", False)
    assert "default-src 'self'" in second.headers["Content-Security-Policy"]
    assert watched == ["watched"]


def test_a_shown_card_is_marked_for_counting_on_hit_and_miss(door):
    first, second = twice(door, "/ada", query="via=ABC")
    assert [first.environ["cardsite.visit"], second.environ["cardsite.visit"]] == [SHOWN, SHOWN]
    assert first.environ["QUERY_STRING"] == "via=ABC"
    assert "cardsite.visit" not in knock(door, "/unmarked").environ


def test_no_query_changes_the_page_of_a_card(door):
    """cards 7; T25: a parameter poisons nothing."""
    first, second = knock(door, "/ada", query="via=evil"), knock(door, "/ada")
    assert (first.body, second.from_memory) == (second.body, True)
    assert made == ["/ada"]


def test_a_query_passes_by_a_page_that_it_changes(door):
    """cards 40: the contact file without photo."""
    twice(door, "/ada/contact.vcf")
    without = knock(door, "/ada/contact.vcf", query="photo=0")
    assert (without.body, without.from_memory) == (b"photo=0", False)
    again = knock(door, "/ada/contact.vcf")
    assert (again.body, again.from_memory) == (b"photo=1", True)


def test_the_visitors_own_page_gives_304(door):
    etag = knock(door, "/ada").headers["ETag"]
    same = knock(door, "/ada", HTTP_IF_NONE_MATCH=f'"other", W/{etag}')
    assert (same.status, same.body, same.headers["ETag"], same.from_memory) == (304, b"", etag, True)
    compressed = knock(door, "/ada", HTTP_IF_NONE_MATCH=etag, HTTP_ACCEPT_ENCODING="br")
    assert compressed.status == 200
    assert knock(door, "/ada", HTTP_IF_NONE_MATCH='"other"').status == 200


def test_head_gets_the_headers_alone(door):
    full = twice(door, "/ada")[1]
    head = knock(door, "/ada", "HEAD")
    assert (head.status, head.body, head.headers, head.from_memory) == (200, b"", full.headers, True)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_always_reach_django(door, method):
    twice(door, "/ada")
    assert knock(door, "/ada", method).from_memory is False


def test_a_forged_forwarded_host_leaves_no_trace(door):
    """A60"""
    for header in ("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED"):
        poisoned = knock(door, "/ada", **{header: "evil.example"})
        assert "evil" not in poisoned.body.decode() + str(poisoned.headers)
    clean = knock(door, "/ada")
    assert clean.from_memory
    assert "evil" not in clean.body.decode() + str(clean.headers)


@pytest.mark.parametrize("host", ["evil.example", "localhost", "localhost:8000.evil.example", "127.0.0.1:8000"])
def test_only_the_canonical_host_is_remembered(door, host):
    """A60; rule 25"""
    first, second = twice(door, "/ada", HTTP_HOST=host)
    assert (first.from_memory, second.from_memory) == (False, False)
    assert knock(door, "/ada").from_memory is False


@pytest.mark.parametrize("address", ["/unmarked", "/session"])
def test_an_answer_with_session_or_without_mark_is_never_kept(door, address, transactional_db):
    """rule 25; A61"""
    assert [reply.from_memory for reply in twice(door, address)] == [False, False]


def test_a_page_asked_for_with_a_cookie_is_not_kept(door):
    assert [reply.from_memory for reply in twice(door, "/ada", HTTP_COOKIE="session=1")] == [False, False]
    knock(door, "/ada")
    known = knock(door, "/ada", HTTP_COOKIE="session=1")
    assert known.from_memory, "what everybody gets, a signed-in person gets as fast"


def test_unknown_addresses_are_remembered_until_anything_changes(door):
    replies = twice(door, "/nobody")
    assert [(reply.status, reply.from_memory) for reply in replies] == [(404, False), (404, True)]
    door.memory.drop_card(99)
    assert knock(door, "/nobody").from_memory is False


def test_a_stampede_makes_the_page_once(door):
    """F29"""
    knock(door, "/unmarked")  # Django is loaded
    replies: list[Reply] = []
    threads = [threading.Thread(target=lambda: replies.append(knock(door, "/ada"))) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == ["/ada"]
    assert {reply.body for reply in replies} == {(TEXT + "/ada").encode()}


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("identity", ""),
        ("", ""),
        ("br;q=nonsense", ""),
        ("brotli", ""),
    ],
)
def test_encoding_is_one_the_visitor_accepts(accepted, chosen):
    assert best_encoding(accepted) == chosen
