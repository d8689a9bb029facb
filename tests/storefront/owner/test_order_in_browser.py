"""The baker's day on a phone: an order is opened, accepted, changed and paid by thumb, without script (people.md 2)."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from storefront import wording
from storefront.models import Order
from tests.browser import PageOpener, look_over
from tests.cast import make_cast
from tests.servers import Server
from tests.storefront.stall import make_order, make_product, make_shop, wanted
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes]

LONG = "Bartholomäus-Wolfgang-von-Hohenstaufenegg"


@pytest.fixture
def opened(site: Server, page_at: PageOpener) -> Any:
    """`opened(path, …)` as Ada, who has one order of somebody with a long name: (page opener, order)."""
    people, client = make_cast(), Client()
    with inside(people.atelier):
        make_shop()
        order = make_order(wanted(make_product(LONG, stock=5), 2), name=LONG)
    client.force_login(people.ada)
    cookies = [{"name": name, "value": morsel.value} for name, morsel in client.cookies.items()]

    def at(path: str, **over: Any) -> Page:
        return page_at(site.url, f"/w/atelier/orders/{path}", cookies=cookies, **({"width": 360} | over))

    return at, order


def test_a_day_of_the_baker_by_thumb_without_script(opened, site: Server, page_at: PageOpener):
    """S2, S12, S13, S19: from the link inside the chat to paid in cash; the buyer's page shows each step"""
    at, order = opened
    buyer = page_at(site.url, wording.order_path(order), scripts=False)

    def told(words: str) -> None:
        buyer.reload()
        expect(buyer.get_by_text(words)).to_be_visible()

    told("Your order is saved.")
    door = buyer.get_by_role("link", name="Seller? Manage this order").get_attribute("href") or ""
    page = at(urlsplit(door).path.removeprefix("/w/atelier/orders/"), scripts=False)
    page.get_by_role("button", name="Accept").tap()
    expect(page.get_by_text("Order 1001 is accepted.")).to_be_visible()
    told("The shop has accepted your order.")
    page.get_by_role("link", name="Change the order").tap()
    page.get_by_label("Quantity").fill("1")
    page.get_by_label("Quantity").press("Enter")
    expect(page.get_by_text("€24 less than now.")).to_be_visible()
    page.get_by_role("button", name="Save the change").tap()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    told("The shop has changed this order.")
    page.locator("summary", has_text="Mark as paid").tap()
    page.get_by_role("button", name="€24 is paid").tap()
    expect(page.get_by_text("Payment, Cash")).to_be_visible()
    expect(buyer.get_by_text("Paid", exact=True)).to_be_hidden()
    told("Paid")
    found = Order.unscoped.get(pk=order.pk)
    assert (found.state, found.payment, found.total, found.revision) == ("accepted", "paid", 2400, 2)


@pytest.mark.proof
def test_the_pages_are_accessible_and_never_wider_than_the_screen(opened):
    """look.md: 320 px, night, everything unfolded, a name without a space; print has its own button"""
    at, order = opened
    page = at("")
    book = page.url
    for path in ("", "?show=make", f"{order.pk}/", f"{order.pk}/edit/", f"{order.pk}/receipt/", f"{order.pk}/slip/"):
        page.goto(f"{book}{path}")
        page.evaluate("document.querySelectorAll('main details').forEach(part => { part.open = true })")
        look_over(page, within="main", enlarged=False)
    expect(page.get_by_role("button", name="Print")).to_be_visible()
