"""Pages of what went wrong: the right status, plain words, nothing about our insides (A71)."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from django.urls import path

from cardsite import errors
from cardsite.urls import handler400, handler403, handler404, handler500, urlpatterns
from workspaces.access import public

SECRET = "the database password is hunter2"


@public
def breaks(request):
    raise RuntimeError(SECRET)


@public
def waits(request):
    raise OperationalError(SECRET)


@public
def hides(request):
    raise Http404(SECRET)


@public
def refuses(request):
    raise PermissionDenied(SECRET)


@public
def leaves(request):
    return errors.gone(request)


@public
def slows(request):
    return errors.too_many(request, retry_after=37)


@public
def rests(request):
    return errors.unavailable(request)


class Breaking:
    """Our addresses, and some that go wrong."""

    views = (breaks, waits, hides, refuses, leaves, slows, rests)
    urlpatterns = [path(f"test/{view.__name__}", view) for view in views] + urlpatterns
    handler400, handler403, handler404, handler500 = handler400, handler403, handler404, handler500


CASES = {"breaks": 500, "waits": 503, "hides": 404, "refuses": 403, "leaves": 410, "slows": 429, "rests": 503}


@pytest.fixture
def asked(settings):
    """Calls one of the views above; without a database, for none is asked for."""
    settings.ROOT_URLCONF = Breaking
    client = Client(raise_request_exception=False)
    return lambda name: client.get(f"/test/{name}")


@pytest.mark.parametrize(("name", "status"), CASES.items())
def test_errors_are_pages_of_ours_that_tell_nothing(asked, name, status):
    """A71; no `db` fixture: any query would fail the test"""
    response = asked(name)
    html = response.content.decode()
    assert response.status_code == status
    assert len(re.findall("<h1>", html)) == 1
    assert SECRET not in html
    assert "Traceback" not in html
    assert "RuntimeError" not in html
    assert response["Cache-Control"] == "no-store"
    assert response.cookies == {}


@pytest.mark.parametrize("name", CASES)
def test_errors_carry_the_request_id_of_their_header(asked, name):
    """A71: the number a person can name to us"""
    response = asked(name)
    assert re.findall(r"name this number: (\w+)", response.content.decode()) == [response["X-Request-ID"]]


@pytest.mark.parametrize(("name", "seconds"), [("slows", "37"), ("rests", "2")])
def test_what_may_be_tried_again_says_when(asked, name, seconds):
    """F7, F12: Retry-After, and the same in words"""
    response = asked(name)
    assert response["Retry-After"] == seconds
    assert f"Try again in {seconds} seconds." in response.content.decode()


def test_a_forbidden_character_is_a_bad_request(asked):
    """A67"""
    response = Client().get("/help?q=%00")
    assert response.status_code == 400
    assert "This request cannot be read" in response.content.decode()


def test_a_form_without_its_token_is_forbidden(db):
    """A63"""
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@example.com"})
    assert response.status_code == 403
    assert "You may look, but not do this" in response.content.decode()


def test_the_last_resort_needs_no_template(settings, rf: RequestFactory):
    """A71, F30: even templates may be broken"""
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [], "APP_DIRS": False}]
    request = rf.get("/")
    request.__dict__["id"] = "abc123"
    response = errors.server_error(request)
    assert response.status_code == 500
    assert response.content == b"That was our mistake. Please try again. Number: abc123\n"


def test_inside_a_workspace_the_way_back_is_to_the_cards(rf: RequestFactory):
    assert back(errors.not_found(rf.get("/w/atelier/nothing/"), Http404())) == "/w/"
    assert back(errors.not_found(rf.get("/nothing/x"), Http404())) == "/"


def back(response):
    found = re.search(r'<a class="button" href="([^"]+)">', response.content.decode())
    assert found
    return found[1]


def test_a_known_person_keeps_their_appearance(rf: RequestFactory, cast):
    """No question to the database, even so."""
    request: HttpRequest = rf.get("/w/nothing/")
    cast.ada.theme = "dark"
    request.__dict__["_cached_user"] = cast.ada
    with connection.execute_wrapper(no_query):
        html = errors.forbidden(request).content.decode()
    assert re.findall(r'media="([^"]+)"', html) == ["not all", "all"]


def no_query(execute, sql, params, many, context):
    raise AssertionError(sql)
