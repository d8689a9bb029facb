"""`/media/…`: generated names only, inert, without cookies, kept for ever by the browser."""

from contextlib import closing

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.test import RequestFactory

from cards import media

pytestmark = pytest.mark.django_db  # closing an answer ends its request, which looks after the connections

HEX = "ab" + "0123456789" * 3
PICTURE = f"p/ab/{HEX}-320.webp"
PAPER = f"f/ab/{HEX}.pdf"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    default_storage.save(PICTURE, ContentFile(b"RIFF picture"))
    default_storage.save(PAPER, ContentFile(b"%PDF"))
    (tmp_path / "media" / "secret.txt").write_text("CANARY")
    (tmp_path / "secret.webp").write_text("CANARY")


def asked(name: str, method: str = "GET", **headers: str) -> HttpResponseBase:
    request: HttpRequest = RequestFactory().generic(method, f"/media/{name}", headers=headers)
    return media.serve(request, name)


def test_picture_is_served_whole_and_inert():
    """cards 28, 31; rule 9; T4"""
    with closing(asked(PICTURE)) as answer:
        assert answer.status_code == 200
        assert isinstance(answer, FileResponse)
        assert answer.getvalue() == b"RIFF picture"
        assert dict(answer.items()) == {
            "Content-Type": "image/webp",
            "Content-Length": "12",
            "Content-Disposition": f'inline; filename="{HEX}-320.webp"',
            "ETag": f'"{HEX}-320.webp"',
            "Cache-Control": "public, max-age=31536000, immutable",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        assert answer.cookies == {}


def test_what_is_no_picture_is_a_download():
    """cards 28, 34"""
    with closing(asked(PAPER)) as answer:
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == f'attachment; filename="{HEX}.pdf"'


def test_head_has_the_same_headers():
    with closing(asked(PICTURE)) as got, closing(asked(PICTURE, "HEAD")) as head:
        assert dict(head.items()) == dict(got.items())


def test_known_etag_is_answered_304_without_body():
    with closing(asked(PICTURE, **{"If-None-Match": f'"{HEX}-320.webp"'})) as answer:
        assert (answer.status_code, getattr(answer, "content", None)) == (304, b"")
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    with closing(asked(PICTURE, **{"If-None-Match": '"other"'})) as answer:
        assert answer.status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        f"p/ab/{HEX}-640.webp",
        "secret.txt",
        "../secret.webp",
        f"p/ab/../../../{HEX}.webp",
        f"/p/ab/{HEX}-320.webp",
        f"p/ab/{HEX}-320.webp\n",
        f"p/ab/{HEX}-320.html",
        f"p/AB/{HEX.upper()}-320.webp",
        f"p\\ab\\{HEX}-320.webp",
        f"p/ab/{HEX}-320.webp/",
        "p/ab",
        "",
    ],
)
def test_any_other_name_is_not_found(name):
    """A14: only generated names reach the store; an unknown one answers alike"""
    with pytest.raises(Http404, match=r"^$"):
        asked(name)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_only_reading_is_allowed(method):
    assert asked(PICTURE, method).status_code == 405


def test_policy_is_public():
    """rule 4"""
    assert media.serve.policy == "public"  # type: ignore[attr-defined]


def test_url_stands_under_media():
    assert media.url(PICTURE) == f"/media/{PICTURE}"
