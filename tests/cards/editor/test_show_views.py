"""The page that is held out to be scanned (cards 52)."""

import re

import pytest
from django.test import Client

from cards import coding, drawing, media
from cards.models import Card, Code
from tests.cast import Cast, make_card
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
