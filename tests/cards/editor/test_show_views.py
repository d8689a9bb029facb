"""The page that is held out to be scanned (cards 52)."""

import re

import pytest
from django.test import Client

from cards import coding, drawing, media, publishing, qr
from cards.contact_qr import contact_text
from cards.models import Card, Code
from tests.cast import Cast, make_card, make_document
from workspaces.scoping import inside


@pytest.fixture
def card(cast: Cast) -> Card:
    """Published, with a drawn code, one that is not drawn and one put aside."""
    made = make_card(cast.atelier, "ada", by=cast.ada, published=True)
    with inside(cast.atelier):
        drawing.draw(Code.objects.get().pk)
        coding.add_code(card=made, label="Fair", by=None)
        coding.retire(code=coding.add_code(card=made, label="Old", by=None), by=None)
    return made


@pytest.fixture
def vera(cast: Cast, client: Client) -> Client:
    """Who may only look may show the code too."""
    client.force_login(cast.vera)
    return client


def code(card: Card, label: str) -> Code:
    return Code.unscoped.get(card=card, label=label)


def show(card: Card, query: str = "") -> str:
    return f"/w/atelier/cards/{card.pk}/show/{query}"


def test_the_default_code_is_shown_with_a_way_to_the_others(card: Card, vera: Client, settings):
    """cards 52: name, address, picture; those put aside are not offered"""
    answer = vera.get(show(card))
    page = answer.content.decode()
    assert re.findall(r'<img src="([^"]*)" alt="([^"]*)"', page) == [
        (media.url(code(card, "").files["svg"]), f"QR code that leads to {coding.short_link(code(card, ''))}")
    ]
    assert re.findall(r"<h1[^>]*>([^<]*)</h1>|<bdi[^>]*>([^<]*)</bdi>", page) == [
        ("Ada Byron", ""),
        ("", f"{settings.CANONICAL_HOST}/ada"),
    ]
    assert re.findall(r'menu-item" href="([^"]*)">([^<]*)<', page) == [(f"?code={code(card, 'Fair').text}", "Fair")]
    assert (answer.status_code, "no-store" in answer["Cache-Control"], "rail" in page) == (200, True, False)


def test_another_code_is_shown_by_its_text(card: Card, vera: Client):
    """cards 50: one that is being drawn says so and is looked for again"""
    page = vera.get(show(card, f"?code={code(card, 'Fair').text.lower()}")).content.decode()
    assert ("Being drawn" in page, "data-waits" in page, "<img" in page) == (True, True, False)
    assert re.findall(r'menu-item" href="[^"]*">([^<]*)<', page) == ["The card&#x27;s code"]
    assert vera.get(show(card, f"?code={code(card, 'Old').text}")).status_code == 200


def test_a_code_of_another_card_is_not_shown(cast: Cast, card: Card, vera: Client):
    """rule 2"""
    other = make_card(cast.atelier, "ben", by=cast.ben)
    foreign = make_card(cast.outpost, "cleo", by=cast.cleo)
    asked = [f"?code={Code.unscoped.get(card=one).text}" for one in (other, foreign)]
    assert [vera.get(show(card, query)).status_code for query in (*asked, "?code=", "?code=nonsense")] == [404] * 4
    assert vera.get(f"/w/atelier/cards/{foreign.pk}/show/").status_code == 404
    assert vera.post(show(card)).status_code == 405


def test_the_code_holds_the_link_or_the_contact(card: Card, vera: Client):
    """cards 51, 52: plain links switch; what was left out is named; others are offered for the link alone"""
    link, contact = (vera.get(show(card, query)).content.decode() for query in ("", "?holds=contact"))
    current = [re.findall(r'href="([^"]*)"\s+aria-current="page"', page) for page in (link, contact)]
    assert current == [[show(card)], ["?holds=contact"]]
    (picture,) = re.findall(r'<img src="([^"]*)"', contact)
    drawn = vera.get(picture.replace("&amp;", "&"))
    assert (drawn["Content-Type"], drawn["Content-Security-Policy"].split(";")[0]) == ("image/svg+xml", "sandbox")
    assert drawn.content.decode() == qr.svg(
        qr.symbol(contact_text(card.document, coding.short_link(code(card, ""))).text)
    )
    assert ("menu-item" in contact, "Not in it" in contact, "localhost:8000/ada<" in contact) == (False, False, False)


def test_what_did_not_fit_is_named(cast: Cast, vera: Client):
    """cards 51"""
    identity = {"note": "n" * 400, "department": "d" * 70, "organisation": "o" * 70, "title": "t" * 70}
    full = make_card(cast.atelier, "full", by=cast.ada, identity=identity, phones=({"number": "+4930901820"},))
    page = vera.get(show(full, "?holds=contact")).content.decode()
    assert re.findall(r"Not in it: ([^<]*?)\s*<", page) == ["note, department"]


def test_a_contact_that_fits_into_no_code_is_not_offered(cast: Cast, vera: Client):
    long = make_card(cast.atelier, "long", by=cast.ada, identity={"given": "ü" * 80, "family": "ü" * 80})
    page = vera.get(show(long, "?holds=contact")).content.decode()
    assert ("show-switch" in page, vera.get(show(long, "contact.svg")).status_code) == (False, 404)


def test_every_card_is_an_app_of_its_own(card: Card, vera: Client):
    """cards 52: named after the card, on its screen and nowhere else"""
    page = vera.get(show(card)).content.decode()
    assert re.findall(r'rel="manifest"\s+href="([^"]*)"\s+crossorigin="([^"]*)"', page) == [
        (show(card, "app.webmanifest"), "use-credentials")
    ]
    answer = vera.get(show(card, "app.webmanifest"))
    said = {name: answer.json()[name] for name in ("id", "start_url", "scope", "name", "display")}
    assert answer["Content-Type"] == "application/manifest+json"
    assert said == dict.fromkeys(("id", "start_url", "scope"), show(card)) | {
        "name": "Ada Byron",
        "display": "fullscreen",
    }
    for icon in answer.json()["icons"]:
        assert vera.get(icon["src"])["Content-Type"] == "image/png"


def test_the_worker_stands_below_the_screen(card: Card, vera: Client):
    """cards 52: so it rules nothing else; no header widens it"""
    page = vera.get(show(card)).content.decode()
    (worker,) = re.findall(r'data-worker="([^"]*)"', page)
    answer = vera.get(worker)
    assert (worker, answer["Content-Type"]) == (show(card, "worker.js"), "text/javascript; charset=utf-8")
    assert (answer.content.startswith(b"//"), "Service-Worker-Allowed" in answer) == (True, False)


def test_a_device_keeps_today_s_contact(card: Card, vera: Client, cast: Cast):
    """Another contact is another address; before the first drawing nothing is kept"""
    bare = make_card(cast.atelier, "bare", by=cast.ada)
    kept = [re.findall(r'data-keep="([^"]*)"', vera.get(show(one)).content.decode()) for one in (card, bare)]
    (first,) = kept[0]
    assert (kept[1], len(first.split())) == ([""], 4)
    with inside(cast.atelier):
        document = make_document(identity={"title": "Printer"})
        publishing.save(card=card, document=document, version=card.draft_version, by=cast.ada)
        publishing.publish(card=card, by=cast.ada)
    (second,) = re.findall(r'data-keep="([^"]*)"', vera.get(show(card)).content.decode())
    assert [one == other for one, other in zip(first.split(), second.split(), strict=True)] == [True, True, False, True]
