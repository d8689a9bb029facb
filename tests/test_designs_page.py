"""`/designs` and the way from there to a card (cards 24; product.md: a gallery of designs)."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cards.designs import DESIGNS
from cards.inks import INKS
from cards.models import Card
from cardsite import designs_page
from tests.cast import Cast
from workspaces.scoping import inside


def test_every_design_is_shown_once_in_an_ink_of_the_house():
    assert set(designs_page.INKS) == set(DESIGNS)
    assert set(designs_page.INKS.values()) <= set(INKS)


def test_the_page_shows_each_design_with_its_idea_and_a_way_to_a_card(client: Client):
    html = client.get("/designs").content.decode()
    shown = list(designs_page.INKS)
    assert re.findall(r'<iframe class="miniature"\s+src="/designs/(\w+)"', html) == shown
    assert re.findall(r'href="/accounts/signup/\?design=(\w+)"', html) == shown
    assert [key for key in shown if DESIGNS[key].idea not in html] == []


def test_a_closed_installation_shows_designs_and_offers_no_card(client: Client, settings):
    settings.SIGNUP = "closed"
    html = client.get("/designs").content.decode()
    assert ("signup" in html, html.count('class="miniature"')) == (False, len(DESIGNS))


@pytest.mark.parametrize("key", DESIGNS)
def test_an_example_is_the_same_for_everybody(client: Client, db: None, key: str):
    """No query, no cookie; browsers keep it for an hour."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/designs/{key}")
    assert (response.status_code, len(queries), response.cookies) == (200, 0, {})
    assert response["Cache-Control"] == "public, max-age=3600"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def test_there_is_no_example_of_a_design_there_is_not(client: Client):
    assert client.get("/designs/no_such").status_code == 404


def test_the_landing_page_and_the_foot_lead_to_the_designs(client: Client):
    html = client.get("/").content.decode()
    strip = re.findall(r'href="/designs#(\w+)"', html)
    assert strip == list(designs_page.INKS)[: len(strip)]
    assert len(strip) == 6
    assert 'href="/designs"' in html.partition('class="foot"')[2]


@pytest.mark.parametrize("purpose", ["appointments", "sell", "contact"])
def test_the_design_chosen_there_is_the_one_the_first_card_begins_with(cast: Cast, client: Client, purpose: str):
    """Signed in meanwhile; asked for once."""
    client.force_login(cast.ada)
    client.get("/accounts/signup/?design=departures")
    assert "It begins in the design Departures." in client.get("/w/atelier/cards/new/").content.decode()
    for handle in ("first-one", "second-one"):
        client.post("/w/atelier/cards/new/", {"name": "Rosa Vidal", "purpose": purpose, "handle": handle})
    with inside(cast.atelier):
        first, second = (Card.objects.get(handle=handle) for handle in ("first-one", "second-one"))
    assert first.document.design.name == "departures"
    assert second.document.design.name != "departures"
    assert first.document.design.ink == second.document.design.ink


@pytest.mark.parametrize("design", ["no_such", "../x", "<b>", "a" * 40])
def test_a_choice_there_is_not_is_no_choice(cast: Cast, client: Client, design: str):
    client.force_login(cast.ada)
    client.get("/accounts/signup/", {"design": design})
    answer = client.get("/w/atelier/cards/new/")
    assert (answer.status_code, b"It begins in the design" in answer.content) == (200, False)
