"""Where a card is passed on, for every member (cards 7, 57)."""

import re
from urllib.parse import quote

import pytest
from django.test import Client

from cards import publishing
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
