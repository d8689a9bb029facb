"""From the card to the details and away again, in a real browser, without scripts and with them (cards 27, 71, 74)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from audience.models import Lead
from tests.audience.leads.filled import BLOCK
from tests.browser import PageOpener, axe, look_over
from tests.cast import Cast, make_card, make_cast
from tests.servers import Server
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes]

A_MOMENT = 2_100
"""Milliseconds a person needs at the least to fill in a form (cards 73)."""


@pytest.fixture
def people(site: Server) -> Iterator[Cast]:
    people = make_cast()
    make_card(people.atelier, by=people.ada, published=True, blocks=(BLOCK,))
    with inside(people.atelier):
        yield people


def fill_in(page: Page, name: str) -> None:
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Phone").fill("+49 30 1234567")
    page.get_by_role("checkbox").check()
    page.wait_for_timeout(A_MOMENT)


def test_details_are_left_corrected_and_erased(site: Server, people: Cast, page_at: PageOpener):
    page = page_at(site.url, "/ada", width=360, scripts=False)
    page.get_by_role("link", name="Open the form").tap()
    fill_in(page, "Carl")
    page.get_by_role("button", name="Send").tap()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page.get_by_role("link", name="/l/").tap()
    page.get_by_role("link", name="Correct your details").tap()
    page.get_by_label("Your name").fill("Karl")
    page.get_by_role("button", name="Keep the corrections").tap()
    expect(page.get_by_text("Corrected. This is what is kept now.")).to_be_visible()
    assert Lead.objects.get().name == "Karl"
    private = page.url.partition("?")[0]
    look_at_each(site, page_at, private)
    page.get_by_role("link", name="Erase your details").tap()
    page.get_by_role("button", name="Erase your details").tap()
    expect(page.get_by_role("heading", name="Your details are erased")).to_be_visible()
    assert list(Lead.objects.order_by("pk").values_list("name", flat=True)) == ["", "Dora"]


def look_at_each(site: Server, page_at: PageOpener, private: str) -> None:
    """With scripts: the form opens in its place on the card, and its pages are right in both schemes and mirrored."""
    page = page_at(site.url, "/ada", width=360)
    page.get_by_role("link", name="Open the form").tap()
    expect(page.get_by_label("Your name")).to_be_focused()
    axe(page)
    fill_in(page, "Dora")
    page.get_by_role("button", name="Send").tap()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    axe(page)
    page.goto(f"{site.url}/ada/contact")
    look_over(page)
    page.goto(private)
    axe(page)
