"""The company in a real browser: said once, kept own and taken again in a card's editor (cards 82)."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from cards import dressing
from cards.models import Company
from tests.browser import PageOpener, look_over
from tests.cast import make_card, make_cast
from tests.servers import Server
from workspaces import outbox
from workspaces.models import Effect
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.proof]


def test_company_is_said_once_and_a_card_keeps_its_own(site: Server, page_at: PageOpener):
    """cards 82: by the pages as they are, each looked over in both schemes and at every width"""
    cast = make_cast()
    card = make_card(cast.atelier, by=cast.ada, published=True)
    make_card(cast.atelier, "ben", by=cast.ada)
    client = Client()
    client.force_login(cast.ada)
    cookies = [{"name": name, "value": morsel.value} for name, morsel in client.cookies.items()]
    page = page_at(site.url, "/w/atelier/company/", cookies=cookies)
    page.get_by_label("Company or shop").fill("Acme")
    page.get_by_label("Street and number").fill("Mill Lane 1")
    look_over(page, within="main")
    page.get_by_role("button", name="See what changes").click()
    expect(page.locator(".company-reach")).to_contain_text("This changes 2 cards.")
    look_over(page, within="main")
    page.get_by_role("button", name="Change the cards").click()
    expect(page.locator("#company-state")).to_contain_text("of 2 cards looked at")
    assert outbox.perform(Effect.objects.get(task=dressing.dress_cards.name).pk)
    expect(page.locator("#company-state")).to_contain_text("All cards that take it are up to date.")
    for path in ("company/cards/", "cards/titles/"):
        page.goto(f"{site.url}/w/atelier/{path}")
        look_over(page, within="main")
    page.goto(f"{site.url}/w/atelier/cards/{card.pk}/")
    page.get_by_role("button", name="Keep its own Company or shop").click()
    page.get_by_label("Company or shop", exact=True).fill("Mine")
    page.get_by_role("button", name="Take from company Company or shop").click()
    expect(page.locator("#company-organisation")).to_contain_text("Acme")
    with inside(cast.atelier):
        assert Company.here().said.organisation == "Acme"
