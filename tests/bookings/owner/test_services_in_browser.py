"""The form of a service in a real browser, on a phone."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from bookings.models import Service
from tests.bookings.diary import make_calendar, make_service
from tests.browser import PageOpener, axe, no_sideways_scrolling
from tests.cast import make_cast
from tests.servers import Server
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes]

# The suite's clock stands still for the pages; the program in the browser test has its own.
clock: Any = pytest.fixture(autouse=True)(lambda: None)


@pytest.mark.proof
def test_an_extra_is_added_on_a_phone_without_script(site: Server, page_at: PageOpener):
    """people.md 1: "cut" has the extra "colour" (+45 min, +30.00); look.md: 44 px, nothing sideways"""
    people, client = make_cast(), Client()
    with inside(people.atelier):
        service = make_service(make_calendar(), currency="EUR")
    client.force_login(people.ada)
    cookies = [{"name": name, "value": morsel.value} for name, morsel in client.cookies.items()]
    page = page_at(site.url, f"/w/atelier/services/{service.pk}/", width=360, scripts=False, cookies=cookies)
    page.locator("summary", has_text="Extras").tap()
    page.get_by_role("button", name="Add an extra").tap()
    page.get_by_label("Extra", exact=True).fill("Colour")
    page.get_by_label("Minutes longer").fill("45")
    page.get_by_label("Costs more").fill("30")
    page.get_by_label("Extra", exact=True).press("Enter")
    expect(page.get_by_text("Saved. New for visitors: extras.")).to_be_visible()
    (colour,) = Service.unscoped.get(pk=service.pk).extras
    assert (colour.title, colour.minutes, colour.price) == ("Colour", 45, 3000)

    page = page_at(site.url, f"/w/atelier/services/{service.pk}/", width=360, cookies=cookies)
    page.evaluate("document.querySelectorAll('details.section').forEach(part => { part.open = true })")
    axe(page, within="main")
    no_sideways_scrolling(page)
