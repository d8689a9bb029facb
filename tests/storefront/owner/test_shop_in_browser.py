"""The settings of a shop in a real browser, on a phone and at a desk."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from storefront.models import DeliveryZone, Shop
from tests.browser import PageOpener, look_over
from tests.cast import make_cast
from tests.servers import Server
from tests.storefront.stall import SATURDAYS, make_coupon, make_shop, make_zone
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes]

HOME = "/w/atelier/shop/"
LONG = "W" * 40
PAGES = ("", "number/", "hours/open/", "hours/pickup/", "pause/", "delivery/?place=se1", "coupons/", "coupons/new/")


@pytest.fixture
def cookies(site: Server) -> list[dict[str, Any]]:
    """Ada's, at a shop in which everything is set."""
    people, client = make_cast(), Client()
    with inside(people.atelier):
        make_shop(title=LONG, pickup_week=SATURDAYS, window_orders=2, delivery=True, payment_text=LONG)
        make_zone(LONG)
        make_coupon("SUMMER10")
    client.force_login(people.ada)
    return [{"name": name, "value": morsel.value} for name, morsel in client.cookies.items()]


@pytest.mark.proof
def test_every_page_is_accessible_and_in_its_window(site: Server, page_at: PageOpener, cookies):
    """look.md; a name of forty characters without a space"""
    page = page_at(site.url, HOME, cookies=cookies)
    for path in PAGES:
        page.goto(f"{HOME}{path}")
        page.evaluate("document.querySelectorAll('main details').forEach(part => { part.open = true })")
        look_over(page, within="main", enlarged=False)


@pytest.mark.proof
def test_a_zone_is_added_on_a_phone_without_script(site: Server, page_at: PageOpener, cookies):
    """S17, people.md 2"""
    page = page_at(site.url, f"{HOME}delivery/", width=360, scripts=False, cookies=cookies)
    page.get_by_role("button", name="Add a zone").tap()
    page.get_by_label("Zone", exact=True).last.fill("Harbour")
    page.get_by_label("Postcodes or areas").last.fill("SE1 4, SE8")
    page.get_by_label("Fee").last.fill("4.50")
    page.get_by_role("button", name="Move up: Zones 2").tap()
    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    page.get_by_role("button", name="Save the zones").tap()
    page.get_by_label("Postcode or area", exact=True).fill("se1 4ab")
    page.get_by_role("button", name="Which zone?").tap()
    expect(page.get_by_text("se1 4ab → Harbour, €4.50")).to_be_visible()
    assert list(DeliveryZone.unscoped.values_list("title", flat=True)) == ["Harbour", LONG]


@pytest.mark.proof
def test_the_first_line_reads_as_it_is_typed(site: Server, page_at: PageOpener, cookies):
    """S5; what is refused is said while it is typed, and Enter saves"""
    page = page_at(site.url, HOME, width=360, cookies=cookies)
    page.locator("summary", has_text="The message in WhatsApp").tap()
    line = page.get_by_label("First line of the message")
    line.press_sequentially("Hi {nmae}")
    expect(page.get_by_text("{nmae} stands for nothing.")).to_be_visible()
    line.fill("")
    line.press_sequentially("Hi {shop}, it is {name}")
    expect(page.get_by_text(f"Hi {LONG}, it is Robin")).to_be_visible()
    line.press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert Shop.unscoped.get().opening == "Hi {shop}, it is {name}"
