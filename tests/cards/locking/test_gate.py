"""The password of a card: one gate before everything it says (cards 20; A32–A34, A59)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.utils import timezone

from cards import creating, previews, publishing, renaming
from cards.front_door import FrontDoor
from cards.locking import cookie, setting, views
from cards.locking.prompt import way_on
from cards.models import Card
from cards.page_memory import memory
from cards.public_pages import dressed_as
from tests.cards.door import knock
from tests.cast import Cast, make_card, make_cast
from tests.holdings import Holding, make_holding
from tests.urlwalk import walk
from workspaces.models import Effect
from workspaces.scoping import inside

MARK, PASSWORD = "Zitronenfalter", "open sesame"
HOME = f"/{MARK.lower()}"


@pytest.fixture
def held(cast: Cast) -> Holding:
    """A card with gallery, appointments and shop, all of which say the mark."""
    return make_holding(cast.atelier, cast.ada, MARK)


@pytest.fixture
def card(cast: Cast) -> Card:
    return make_card(cast.atelier, HOME[1:], by=cast.ada, published=True, identity={"title": MARK})


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


def locked(card: Card, password: str = PASSWORD) -> Card:
    with inside(card.workspace):
        return setting.lock(card=card, password=password, by=None)


def give(client: Client, password: str, *, at: str = HOME, wanted: str = "", address: str = "127.0.0.1") -> Any:
    return client.post(f"{at}/unlock?next={wanted}", {"password": password}, REMOTE_ADDR=address)


def paths(held: Holding) -> dict[str, str]:
    """Every public address below the card's."""
    with inside(held.workspace):
        values = {
            "handle": held.card.handle,
            "kind": "svg",
            "album": held.album.slug,
            "service": held.service.slug,
            "product": held.product.slug,
            "token": "unsigned",
        }
    below = [one for one in walk() if "handle>" in one.route]
    return {one.name: one.path(values) for one in below if one.name != "<str:handle>/"}


def said(client: Client, held: Holding) -> dict[str, tuple[int, bool]]:
    """Status of every address, and whether it tells anything of the card."""
    answers = {name: client.get(path) for name, path in paths(held).items()}
    return {name: (one.status_code, MARK.encode() in one.getvalue()) for name, one in answers.items()}


def test_nothing_of_a_locked_card_is_told_before_the_password(held: Holding, visitor: Client):
    """A32: page, contact file, JSON, portrait, gallery, appointments, shop; the control is the same sweep before"""
    before = said(visitor, held)
    assert {"card", "card_vcf", "card_json", "gallery", "shop_product", "book"} <= {
        name for name, (status, tells) in before.items() if status in {200, 302} and (tells or name == "book")
    }
    locked(held.card)
    asked = said(visitor, held)
    assert {name: one for name, one in asked.items() if one != (403, False)} == {
        "card_qr": (before["card_qr"][0], False),
        "unlock": (200, False),
    }
    assert (give(visitor, PASSWORD)["Location"], said(visitor, held)) == (HOME, before | {"unlock": (200, False)})


def test_the_prompt_is_anybodys(card: Card, visitor: Client):
    """cards 20: no personal data, generic OG, no search engine, nobody keeps it"""
    locked(card)
    answer = visitor.get(HOME)
    assert (answer["X-Robots-Tag"], answer["Cache-Control"], hasattr(answer, "remember")) == (
        "noindex",
        "no-store",
        False,
    )
    html = answer.content.decode()
    assert ('property="og:title" content="This card asks for a password"' in html, "og:image" in html) == (True, False)
    assert ("ld+json" in html, 'name="password"' in html, b"data-design" in answer.content) == (False, True, True)


def test_the_right_password_leads_on_and_stays_for_a_month(card: Card, visitor: Client):
    """A59: HttpOnly, for the card's path alone"""
    locked(card)
    answer = give(visitor, PASSWORD, wanted=f"{HOME}/contact.vcf%3Fphoto=0")
    assert (answer.status_code, answer["Location"]) == (303, f"{HOME}/contact.vcf?photo=0")
    gate = answer.cookies["gate"]
    assert {name: gate[name] for name in ("path", "httponly", "samesite", "secure", "max-age")} == {
        "path": HOME,
        "httponly": True,
        "samesite": "Lax",
        "secure": "",
        "max-age": 30 * 86_400,
    }
    page = visitor.get(HOME)
    assert (page.status_code, page["Cache-Control"], page["X-Robots-Tag"]) == (200, "private, no-store", "noindex")
    assert (hasattr(page, "remember"), b"og:image" in page.content) == (False, False)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert visitor.get(HOME).status_code == 403


def test_the_cookie_is_secure_where_the_address_is(card: Card, visitor: Client, settings: Any):
    """A59"""
    settings.BASE_URL = "https://cards.example"
    locked(card)
    gate = give(visitor, PASSWORD).cookies["__Secure-gate"]
    assert (gate["secure"], gate["path"]) == (True, HOME)


@pytest.mark.parametrize("typed", ["", "Open sesame", "open sesame" * 20, "\U0001f511", "' OR 1=1"])
def test_a_wrong_password_opens_nothing(card: Card, visitor: Client, typed: str):
    locked(card)
    answer = give(visitor, typed)
    assert (answer.status_code, answer.cookies.get("gate"), visitor.get(HOME).status_code) == (422, None, 403)
    assert MARK.encode() not in answer.content


def test_guesses_are_limited_by_visitor(card: Card, visitor: Client, monkeypatch: pytest.MonkeyPatch):
    """A33: one more is not judged, right or wrong; another visitor still may"""
    assert (10, 50, timedelta(minutes=15)) == (views.WRONG, views.WRONG_OF_ALL, views.PER)
    locked(card)
    monkeypatch.setattr(views, "WRONG", 3)
    statuses = [give(visitor, f"guess {number}").status_code for number in range(3)]
    refused = give(visitor, PASSWORD)
    assert (set(statuses), refused.status_code, int(refused["Retry-After"]) <= 900) == ({422}, 429, True)
    assert "That was wrong too often. Try again in" in refused.content.decode()
    assert give(visitor, PASSWORD, address="203.0.113.9").status_code == 303


def test_guesses_are_limited_by_card(card: Card, visitor: Client, monkeypatch: pytest.MonkeyPatch):
    """A33: whoever has many addresses has fifty tries"""
    locked(card)
    monkeypatch.setattr(views, "WRONG_OF_ALL", 2)
    tries = [give(visitor, f"guess {one}", address=f"203.0.113.{one}").status_code for one in range(3)]
    assert tries == [422, 422, 429]


def test_right_passwords_use_up_no_tries(card: Card, monkeypatch: pytest.MonkeyPatch):
    """Everybody at an event may stand behind one address."""
    locked(card)
    monkeypatch.setattr(views, "WRONG", 1)
    page = {"Sec-Fetch-Site": "same-origin"}
    assert {give(Client(headers=page), PASSWORD).status_code for _guest in range(3)} == {303}


def test_a_changed_password_asks_everybody_again(card: Card, visitor: Client):
    """A34: also when it is set to the same words; an opened card needs none"""
    locked(card)
    give(visitor, PASSWORD)
    assert visitor.get(HOME).status_code == 200
    locked(card)
    assert visitor.get(HOME).status_code == 403
    with inside(card.workspace):
        setting.unlock(card=card, by=None)
    assert (visitor.get(HOME).status_code, visitor.get(f"{HOME}/unlock")["Location"]) == (200, HOME)


def test_the_cookie_of_one_card_opens_no_other(cast: Cast, visitor: Client):
    """A59: not another card of the workspace with the same password, nor one of another workspace"""
    first = locked(make_card(cast.atelier, "first", by=cast.ada, published=True))
    others = [
        locked(make_card(cast.atelier, "second", by=cast.ada, published=True)),
        locked(make_card(cast.outpost, "third", by=cast.cleo, published=True)),
    ]
    value = give(visitor, PASSWORD, at="/first").cookies["gate"].value
    statuses = [Client(headers={"Cookie": f"gate={value}"}).get(f"/{card.handle}").status_code for card in others]
    assert (visitor.get("/first").status_code, statuses) == (200, [403, 403])
    forged = [f"{first.uid}", f"{first.uid}.1uabcd.xyz", value[:-1], f"{value}x", "a" * 5000, "\x00"]
    answers = [Client(headers={"Cookie": f"gate={one}"}).get("/first").status_code for one in forged]
    assert set(answers) == {403}


@pytest.mark.parametrize(
    "wanted",
    [
        *(
            "",
            "https://evil.example/",
            "//evil.example",
            "/other",
            "/adam",
            "/ada/../other",
            "/ada//evil",
            "/ada\\evil",
        ),
        *("javascript:alert(1)", "/ada/unlock", "/ada/x\r\nSet-Cookie:a=b", "/ada#x", "/ada/" + "x" * 2000),
    ],
)
def test_the_way_on_is_within_the_card(wanted: str):
    assert way_on(Card(handle="ada"), wanted) == "/ada"


def test_the_way_on_keeps_what_was_asked():
    assert [way_on(Card(handle="ada"), one) for one in ("/ada", "/ada/book?x=1")] == ["/ada", "/ada/book?x=1"]


def test_another_site_cannot_send_a_password(card: Card):
    locked(card)
    answer = give(Client(headers={"Sec-Fetch-Site": "cross-site"}), PASSWORD)
    assert (answer.status_code, answer.cookies.get("gate")) == (403, None)


def test_states_and_former_addresses_stay_as_they_are(card: Card, cast: Cast, visitor: Client):
    """A paused card rests, a former address leads on; the prompt is the last of them"""
    locked(card)
    with inside(card.workspace):
        renaming.rename(card=card, handle="butterfly", by=cast.ada)
        assert (visitor.get(HOME).status_code, visitor.get("/butterfly").status_code) == (301, 403)
        publishing.pause(card=card, by=cast.ada)
    assert visitor.get("/butterfly").status_code == 404


def test_side_doors_are_closed_too(held: Holding, cast: Cast, visitor: Client):
    """A32: picture of shared links, sitemap, pages of other acts, a copy"""
    with inside(held.workspace):
        Card.objects.filter(pk=held.card.pk).update(preview={"name": "og/x.jpg", "width": 1, "height": 1})
        Card.objects.filter(pk=held.card.pk).update(first_published_at=timezone.now() - timedelta(days=30))
    assert HOME.encode() in visitor.get("/sitemap.xml").content
    locked(held.card)
    with inside(held.workspace):
        assert Effect.objects.filter(task="cards.tasks.draw_preview", workspace=held.workspace).exists()
        assert (previews.draw(held.card.pk), Card.objects.get(pk=held.card.pk).preview) == (["og/x.jpg"], {})
        assert dressed_as(None, "en")[0] is None
        copy = creating.duplicate(card=Card.objects.get(pk=held.card.pk), by=cast.ada)
        assert (copy.is_locked, held.card.password in str(list(Effect.objects.values()))) == (True, False)
    assert HOME.encode() not in visitor.get("/sitemap.xml").content


def test_an_owner_sets_changes_and_removes_it(card: Card, cast: Cast, client: Client):
    """cards 20"""
    client.force_login(cast.eve)
    where = f"/w/atelier/cards/{card.pk}/password/"
    assert client.post(where, {"password": "short"}).status_code == 422
    assert client.post(where, {"password": PASSWORD}).status_code == 302
    with inside(card.workspace):
        card = Card.objects.get(pk=card.pk)
    assert (card.is_locked, PASSWORD in card.password) == (True, False)
    assert "Visitors need a password" in client.get(where).content.decode()
    assert '<span class="badge">Password</span>' in client.get("/w/atelier/").content.decode()
    client.post(where, {"act": "remove"})
    with inside(card.workspace):
        assert not Card.objects.get(pk=card.pk).is_locked


@pytest.fixture
def door() -> Iterator[FrontDoor]:
    memory.start_anew()
    yield FrontDoor(WSGIHandler(), memory, lambda: None)
    memory.start_anew()


def test_remembered_pages_fall_and_opened_ones_are_never_kept(transactional_db: None, door: FrontDoor):
    """cards 11, 20: the next request asks, and what a cookie opened is for that browser alone"""
    cast = make_cast()
    card = make_card(cast.atelier, by=cast.ada, published=True)
    knock(door, "/ada")
    assert (knock(door, "/ada").from_memory, knock(door, "/ada").status) == (True, 200)
    locked(card)
    assert (knock(door, "/ada").status, knock(door, "/ada").from_memory) == (403, False)
    signed = cookie._signer(card).sign(str(card.uid))
    opened = knock(door, "/ada", HTTP_COOKIE=f"gate={signed}")
    assert (opened.status, b"Byron" in opened.body) == (200, True)
    assert (knock(door, "/ada").status, knock(door, "/ada/contact.vcf").status) == (403, 403)
