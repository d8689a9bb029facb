"""Which answers become remembered pages, and with which headers."""

import gzip
from datetime import UTC, datetime

import brotli
import pytest
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import translation
from django.views.decorators.http import require_safe

from cards import pages
from cards.pages import Remember, finished
from cards.visits import VIEW, VISIT, Visit

SHOWN = Remember(card_id=3, workspace_id=7, card_revision=2, workspace_revision=5)


def response(body: str = "x" * 1000, remember: Remember | None = SHOWN, **options: object) -> HttpResponse:
    made = HttpResponse(body, **options)
    return pages.mark(made, remember) if remember else made


def test_a_marked_answer_becomes_a_page_in_three_encodings():
    visit = Visit(VIEW, workspace_id=7, card_id=3)
    page = finished(response(), {VISIT: visit})
    assert page is not None
    assert (page.status, page.card, page.workspace, page.visit) == ("200 OK", (3, 2), (7, 5), visit)
    plain, zipped, smaller = page.variants[""], page.variants["gzip"], page.variants["br"]
    assert plain.body[0] == gzip.decompress(zipped.body[0]) == brotli.decompress(smaller.body[0]) == b"x" * 1000
    assert len({variant.etag for variant in (plain, zipped, smaller)}) == 3


def test_an_encoding_is_made_once_and_only_when_it_is_asked_for():
    page = finished(response(), {})
    assert page is not None
    before, made = list(page.variants), page.variants["br"]
    assert (before, list(page.variants), page.variants["br"] is made) == ([], ["br"], True)


def test_only_headers_that_are_the_same_for_everybody_are_kept():
    """rule 25; A60"""
    own = {"X-Request-ID": "abc", "Vary": "Accept-Language", "Content-Language": "de", "X-Debug": "1"}
    made = response(headers=own)
    page = finished(made, {})
    assert page is not None
    assert dict(page.variants[""].headers) == {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
        "Content-Length": "1000",
        "ETag": page.variants[""].etag,
    }


def with_cookie() -> HttpResponse:
    made = response()
    made.set_cookie("seen", "1")
    return made


def of_a_session() -> HttpResponse:
    made = response()
    made.headers["Vary"] = "Cookie"
    return made


@pytest.mark.parametrize(
    ("made", "environ"),
    [
        pytest.param(response(remember=None), {}, id="not marked"),
        pytest.param(with_cookie(), {}, id="sets a cookie"),
        pytest.param(of_a_session(), {}, id="read the session"),
        pytest.param(response(), {"QUERY_STRING": "photo=0"}, id="asked with a query that the view saw"),
        pytest.param(response(status=503), {}, id="a failure"),
        pytest.param(response(status=302), {}, id="a temporary redirect"),
        pytest.param(response("x" * 600_000), {}, id="too large"),
    ],
)
def test_other_answers_are_not_kept(made, environ):
    """rule 25; A61"""
    assert finished(made, environ) is None


def test_former_handle_may_be_cached_five_minutes():
    moved = pages.mark(HttpResponsePermanentRedirect("/ada"), SHOWN)
    page = finished(moved, {})
    assert page is not None
    headers = dict(page.variants[""].headers)
    assert (page.status, headers["Location"]) == ("301 Moved Permanently", "/ada")
    assert (headers["Cache-Control"], "ETag" in headers) == ("max-age=300", False)


def test_pictures_are_not_compressed_again():
    page = finished(response(content_type="image/png"), {})
    assert page is not None
    assert page.variants["br"].body == [b"x" * 1000]
    assert "Content-Encoding" not in dict(page.variants["br"].headers)


def test_fresh_until_is_kept_as_unix_time():
    page = finished(response(remember=Remember(fresh_until=datetime(2030, 1, 1, tzinfo=UTC))), {})
    assert page is not None
    assert page.fresh_until == 1_893_456_000


def test_hsts_stands_on_every_page_of_an_https_installation(settings):
    settings.SECURE_HSTS_SECONDS = 99
    page = finished(response(), {})
    assert page is not None
    assert dict(page.variants["br"].headers)["Strict-Transport-Security"] == "max-age=99"


def test_a_remembered_view_sees_nothing_of_the_visitor():
    """cards 7: no query changes a remembered page; T25: no unkeyed header either."""
    seen: list[object] = []

    @pages.remembered
    @require_safe
    def card(request: HttpRequest) -> HttpResponse:
        seen.extend([dict(request.GET), request.COOKIES, request.get_full_path(), translation.get_language()])
        return response()

    request = HttpRequest()
    request.method, request.path = "GET", "/ada"
    request.META = {"QUERY_STRING": "via=ABC", "HTTP_COOKIE": "session=1"}
    request.COOKIES = {"session": "1"}
    with translation.override("de"):
        answer = card(request)
        assert translation.get_language() == "de"
    assert seen == [{}, {}, "/ada", "en"]
    page = finished(answer, request.META)
    assert page is not None
    assert page.query_matters is False
