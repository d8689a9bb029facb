"""`/<handle>/beacon`: what the card's script may tell, and what nobody else can make of it (cards 64)."""

import io
import json
from typing import Any

import pytest

from audience import beacon, targets
from audience.models import Event
from cards.locking import cookie
from cards.models import Card
from cards.visibility import Where, visible
from cardsite.kit.models import Throttle
from tests.audience.traffic import Street
from tests.cast import Cast, make_card, make_document
from workspaces.scoping import inside

LONG = "https://example.org/" + "a" * 300 + "?b"
DOCUMENT: dict[str, Any] = {
    "phones": [{"number": "+447700900123", "whatsapp": True}, {"number": "+447700900999", "visibility": "hidden"}],
    "emails": [{"address": "ada+card@example.com"}],
    "addresses": [{"street": "1 Mill Lane", "city": "London"}],
    "links": [{"url": "https://www.shop.example/books/?ref=card"}, {"url": LONG}],
    "profiles": [{"kind": "instagram", "value": "ada.byron"}],
    "main_act": "book",
    "blocks": [
        {"id": "a", "kind": "products", "body": {}},
        {"id": "b", "kind": "file", "body": {"file": "1"}},
        {"id": "c", "kind": "video", "body": {"url": "youtu.be/abcdefghij0"}},
        {"id": "d", "kind": "video", "body": {"url": "https://evil.example/"}},
        {"id": "e", "kind": "video", "hidden": True, "body": {"url": "https://vimeo.com/12345678"}},
    ],
}
PDF = "/media/f/ab/" + "c" * 32 + ".pdf"


@pytest.fixture
def card(cast: Cast) -> Card:
    return make_card(cast.atelier, by=cast.ada, published=True, **DOCUMENT)


@pytest.fixture
def street(card: Card) -> Street:
    return Street()


def told(street: Street) -> list[tuple[str, str]]:
    street.write()
    return list(Event.unscoped.order_by("pk").values_list("kind", "target"))


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("tel:+447700900123", "tel"),
        ("https://wa.me/447700900123?text=Hello", "whatsapp"),
        ("mailto:ada+card@example.com", "email"),
        ("https://www.google.com/maps/search/?api=1&query=1+Mill+Lane", "directions"),
        ("https://www.shop.example/books/?ref=card", "link:shop.example/books"),
        (LONG[:200], "link:example.org/" + "a" * 183),
        ("https://www.instagram.com/ada.byron", "instagram"),
        ("/ada/book", "book"),
        ("/ada/book?service=cut", "book"),
        ("/ada/book/cut?start=2027-01-04T09:00", "book"),
        ("/ada/shop/cake", "shop"),
        ("/ada/shop?category=cakes", "shop"),
        (PDF, "file"),
        ("https://www.youtube.com/watch?v=abcdefghij0", "video:youtube.com/watch?v=abcdefghij0"),
        ("https://vimeo.com/12345678", ""),  # hidden
        ("/ada/bookings", ""),
        ("/eve/book", ""),
        ("/ada/contact.vcf", ""),
        ("/media/f/ab/photo.jpg", ""),
        ("tel:+447700900999", ""),  # hidden
        ("https://evil.example/", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
        ("\ud800", ""),
    ],
)
def test_what_was_pressed_has_a_name_when_the_card_shows_it(sent, name):
    shown = visible(make_document(**DOCUMENT), Where.PAGE)
    assert targets.clicked(shown, sent, "ada") == name


def test_what_leads_nowhere_on_this_card_is_no_name():
    """Neither act nor block: a card for saving alone, and one whose blocks are hidden."""
    hidden = [one | {"hidden": True} for one in DOCUMENT["blocks"]]
    for document in (make_document(), make_document(blocks=hidden)):
        assert [targets.clicked(document, sent, "ada") for sent in ("/ada/book", "/ada/shop", PDF)] == [""] * 3


def test_names_fit_where_they_are_kept():
    assert max(map(len, targets._names(make_document(**DOCUMENT)).values())) <= 200


def test_a_press_and_a_way_of_sharing_are_counted(street):
    """204, never remembered by anybody"""
    replies = [street.beacon("click", "mailto:ada+card@example.com"), street.beacon("share", "whatsapp")]
    assert [(reply.status, reply.body, reply.headers["Cache-Control"]) for reply in replies] == [
        (204, b"", "no-store")
    ] * 2
    assert told(street) == [("click", "email"), ("share", "whatsapp")]


def test_what_the_card_does_not_show_is_not_counted(street):
    for kind, target in [("click", "https://evil.example/"), ("share", "fax"), ("view", "tel"), ("lead", "copy")]:
        assert street.beacon(kind, target).status == 204
    assert told(street) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"click"',
        b'{"kind": "click"}',
        b'{"kind": 1, "target": "copy"}',
        b'{"kind": "share", "target": ["copy"]}',
        b"[" * 1000,
        b"\xff\x00",
        b'{"kind": "share", "target": ' + b"9" * 900 + b"}",
    ],
)
def test_what_no_script_of_ours_sends_is_refused(street, body):
    reply = street.beacon("", "", CONTENT_LENGTH=str(len(body)), **{"wsgi.input": io.BytesIO(body)})
    assert (reply.status, told(street)) == (400, [])


def test_size_type_and_method_have_limits(street):
    large = json.dumps({"kind": "share", "target": "copy", "more": "x" * 1024}).encode()
    too_large = street.beacon("", "", CONTENT_LENGTH=str(len(large)), **{"wsgi.input": io.BytesIO(large)})
    other_type = street.beacon("share", "copy", CONTENT_TYPE="multipart/form-data; boundary=x")
    assert [too_large.status, other_type.status, street.ask("/ada/beacon").status] == [413, 415, 405]
    assert told(street) == []


def test_only_a_page_of_ours_can_send_it(street):
    """Another site cannot make figures of an owner."""
    foreign = street.beacon("share", "copy", HTTP_SEC_FETCH_SITE="cross-site")
    older = street.beacon("share", "copy", HTTP_SEC_FETCH_SITE="same-site", HTTP_ORIGIN="https://evil.example")
    assert ([foreign.status, older.status], told(street)) == ([403, 403], [])


def test_one_address_tells_so_much_and_leaves_none_behind(street, monkeypatch):
    """cards 66: the limit keeps a digest"""
    monkeypatch.setattr(beacon, "AN_HOUR", 2)
    replies = [street.beacon("share", way, REMOTE_ADDR="203.0.113.77") for way in ("copy", "sheet", "sms")]
    assert [reply.status for reply in replies] == [204, 204, 429]
    assert int(replies[2].headers["Retry-After"]) > 0
    assert [key for key in Throttle.objects.values_list("key", flat=True) if "203.0.113" in key] == []
    assert told(street) == [("share", "copy"), ("share", "sheet")]


def test_a_locked_card_is_told_of_only_by_whom_it_opened(street, card):
    """cards 20: elsewhere the prompt answers"""
    with inside(card.workspace):
        card.password = "hashed"
        card.save(update_fields=["password"])
    stranger = street.beacon("share", "copy")
    gate = f"gate={cookie._signer(card).sign(str(card.uid))}"
    friend = street.beacon("share", "copy", HTTP_COOKIE=gate)
    assert (stranger.status == 204, friend.status, told(street)) == (False, 204, [("share", "copy")])


def test_an_address_that_shows_no_card_takes_nothing(street, cast):
    make_card(cast.atelier, "draft", by=cast.ada)
    assert [street.beacon("share", "copy", handle=name).status for name in ("draft", "nobody")] == [404, 404]
    assert told(street) == []


def test_the_page_brings_the_script_and_names_the_ways_of_sharing(street):
    page = street.ask("/ada").body.decode()
    assert "js/presses" in page
    assert [f'data-do="{way}"' in page for way in sorted(targets.SHARES)] == [True] * 5
