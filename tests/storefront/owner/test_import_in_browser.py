"""An import in a real browser, on a phone: sent without script, watched with it."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from storefront.models import Product, ProductImport
from tests.browser import PageOpener, axe, no_sideways_scrolling
from tests.cast import make_cast
from tests.servers import Server
from tests.storefront.stall import make_shop
from workspaces import outbox
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes]

WRONG = f"title,price,{'x' * 60}\nCake,30\n{'W' * 130},1\nJam,4.505\n"


@pytest.mark.proof
def test_a_file_is_looked_at_without_script_and_watched_to_its_end(site: Server, page_at: PageOpener):
    """people.md 2; look.md: 44 px, nothing sideways"""
    people, client = make_cast(), Client()
    with inside(people.atelier):
        make_shop()
    client.force_login(people.ada)
    cookies: list[Any] = [{"name": name, "value": morsel.value} for name, morsel in client.cookies.items()]
    page = page_at(site.url, "/w/atelier/products/import/", width=360, scripts=False, cookies=cookies)
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "goods.csv", "mimeType": "text/csv", "buffer": WRONG.encode()}
    )
    page.get_by_role("button", name="See what it would change").tap()
    expect(page.get_by_text("Line 4", exact=True)).to_be_visible()
    page.get_by_role("button", name="Import the valid rows only").tap()
    expect(page.get_by_text("0 of 1 products are in.")).to_be_visible()
    path = f"/w/atelier/products/import/{ProductImport.unscoped.get().pk}/"

    page = page_at(site.url, path, width=360, cookies=cookies)
    axe(page, within="main")
    outbox.perform_due()
    expect(page.get_by_role("link", name="See the products")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="The import is done.")).to_have_count(1)
    assert list(Product.unscoped.values_list("title", "price")) == [("Cake", 3000)]
    axe(page, within="main")
    no_sideways_scrolling(page)
    page = page_at(site.url, "/w/atelier/products/import/", width=360, cookies=cookies)
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    axe(page, within="main")
    no_sideways_scrolling(page)
