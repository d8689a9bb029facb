"""Where a card is passed on, for every member (cards 7, 57)."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.test import Client

from cards import publishing
from cards.models import Code
from tests.cast import Cast, make_card
from workspaces.scoping import inside


@pytest.mark.parametrize("name", ["ada", "vera"])
def test_a_card_on_the_web_is_passed_on_by_link_message_and_code(cast: Cast, client: Client, settings, name: str):
    """The text is in the card's language and names what is published; all of it works without script."""
    card = make_card(cast.atelier, by=cast.ada, published=True, language="es")
    client.force_login(getattr(cast, name))
    answer = client.get(f"/w/atelier/cards/{card.pk}/share/")
    main = answer.content.decode().partition("<main")[2]
    url = f"{settings.BASE_URL}/ada"
    assert (answer.status_code, main.count("<form"), main.count("<h1")) == (200, 0, 1)
    assert re.findall(r'<bdi dir="ltr">([^<]*)</bdi>', main) == [url.partition("://")[2]]
    assert f'href="https://wa.me/?text={quote(f"Ada Byron: {url}", safe="")}"' in main
    assert re.findall(r'data-(?:text|url)="([^"]*)"', main) == [url, url]
    for path in re.findall(r'href="(/w/[^"#]*)', main):
        assert client.get(path).status_code == 200


def test_a_card_nobody_sees_says_so_instead_of_offering_its_address(cast: Cast, client: Client):
    card = make_card(cast.atelier, "hidden-card", by=cast.ada)
    client.force_login(cast.ada)
    main = client.get(f"/w/atelier/cards/{card.pk}/share/").content.decode().partition("<main")[2]
    assert ("once it is published" in main, "hidden-card" in main, "wa.me" in main) == (True, False, False)


def test_the_menu_leads_there_only_for_what_is_on_the_web(cast: Cast, client: Client):
    card = make_card(cast.atelier, by=cast.ada)
    client.force_login(cast.ada)
    share, edit = f"/w/atelier/cards/{card.pk}/share/", f"/w/atelier/cards/{card.pk}/"
    seen = [share in client.get(edit).content.decode()]
    with inside(cast.atelier):
        publishing.publish(card=card, by=cast.ada)
    seen.append(share in client.get(edit).content.decode())
    assert seen == [False, True]


def test_name_and_address_are_written_before_by_mail_and_as_text(cast: Cast, client: Client, settings):
    """cards 57: to nobody yet, in words that need no script"""
    card = make_card(cast.atelier, by=cast.ada, published=True)
    client.force_login(cast.ada)
    main = unescape(client.get(f"/w/atelier/cards/{card.pk}/share/").content.decode().partition("<main")[2])
    text = quote(f"Ada Byron: {settings.BASE_URL}/ada", safe="")
    written = re.findall(r'href="((?:mailto|sms):[^"]*)"', main)
    assert written == [f"mailto:?subject=Ada%20Byron&body={text}", f"sms:?&body={text}"]


@pytest.mark.parametrize(
    ("base", "said"),
    [("https://cards.example", "fits on every"), (f"https://{'long.' * 17}example", "too long for the smallest")],
)
def test_a_tag_holds_the_permanent_link(cast: Cast, client: Client, settings, base: str, said: str):
    """cards 60: its length, and what to do where the smallest tag is too small"""
    settings.BASE_URL = base
    card = make_card(cast.atelier, by=cast.ada, published=True)
    address = f"{base}/q/{Code.unscoped.get(card=card).text}"
    client.force_login(cast.vera)
    main = client.get(f"/w/atelier/cards/{card.pk}/share/tag/").content.decode().partition("<main")[2]
    assert re.findall(r'data-text="([^"]*)"', main) == [address]
    assert (f"{len(address)} bytes" in main, said in main, len(address) <= 100) == (True, True, "fits" in said)


def test_two_phones_side_by_side_for_every_member(cast: Cast, client: Client):
    """cards 43: of the draft, as it would be saved"""
    links = ({"url": "https://x.example/", "label": "Work"},)
    card = make_card(cast.atelier, by=cast.ada, links=links, identity={"bio": "I bind", "display_name": "Ada B."})
    client.force_login(cast.vera)
    main = client.get(f"/w/atelier/cards/{card.pk}/phones/").content.decode().partition("<main")[2]
    columns = [re.sub(r"<[^>]*>|\s+", " ", unescape(part)) for part in main.split('<section class="phone"')[1:]]
    seen = [[re.sub(r"\s+", " ", words) in re.sub(r"\s+", " ", column) for words in WANTED] for column in columns]
    assert seen == [[True, False, True, False, True], [False, True, False, True, True]]


WANTED = ("Name Ada Byron", "Name Ada B.", "card: Ada B.", "The names of the links: Work", "About: I bind")


def test_a_card_without_a_name_has_no_contact_yet(cast: Cast, client: Client):
    card = make_card(cast.atelier, by=cast.ada, identity={"given": "", "family": ""})
    client.force_login(cast.ada)
    main = client.get(f"/w/atelier/cards/{card.pk}/phones/").content.decode().partition("<main")[2]
    assert ("no name yet" in main, "iPhone will save" in main) == (True, False)
