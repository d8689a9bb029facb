"""The owner's products in a real browser, on a phone: with and without script."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from cards.models import Photo
from storefront.models import Product, Variant
from tests.browser import PageOpener, look_over
from tests.cast import make_cast
from tests.pictures import jpeg
from tests.servers import Server
from tests.storefront.stall import make_product, make_shop, make_sizes
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes]

PRODUCTS = "/w/atelier/products/"
LONG = "Schwarzwälderkirschtortenstückchenbäckerei"


@pytest.fixture
def cookies(site: Server) -> list[dict[str, Any]]:
    """Ada's, whose shop sells three things."""
    people, client = make_cast(), Client()
    with inside(people.atelier):
        make_shop()
        make_sizes("Cake")
        make_product(LONG, 300, stock=4, position=1)
        make_product("Loaf", 500, position=2)
    client.force_login(people.ada)
    return [{"name": name, "value": morsel.value} for name, morsel in client.cookies.items()]


def order() -> list[str]:
    return list(Product.unscoped.order_by("position", "pk").values_list("title", flat=True))


@pytest.mark.proof
def test_priced_and_given_an_option_without_script(site: Server, page_at: PageOpener, cookies):
    """people.md 2: sizes; look.md: 44 px"""
    page = page_at(site.url, PRODUCTS, width=360, scripts=False, cookies=cookies)
    page.get_by_label("Price in EUR: Loaf").fill("5.50")
    page.get_by_label("In stock: Loaf").press("Enter")
    expect(page.get_by_text("1 change saved.")).to_be_visible()
    page.get_by_role("button", name="Move up: Loaf").tap()
    expect(page.locator(".product-title").nth(1)).to_have_text("Loaf")
    page.get_by_role("link", name="Loaf").tap()
    page.locator("summary", has_text="Options and variants").tap()
    page.get_by_role("button", name="Add an option").tap()
    page.get_by_label("What differs").fill("Size")
    page.get_by_label("Value").nth(0).fill("Half")
    page.get_by_label("Value").nth(1).fill("Whole")
    page.get_by_role("button", name="Show the variants").tap()
    expect(page.get_by_label("Whole", exact=True)).to_be_checked()
    page.locator(".product-variant").nth(0).get_by_label("In stock").fill("3")
    page.get_by_label("Title").press("Enter")
    expect(page.get_by_text("Saved: variants and stock.")).to_be_visible()
    rows = Variant.unscoped.filter(product__title="Loaf", archived_at=None)
    assert list(rows.values_list("title", "stock")) == [("Half", 3), ("Whole", None)]


def test_ordered_by_keyboard_and_by_dragging_while_typed_values_stay(site: Server, page_at: PageOpener, cookies):
    page = page_at(site.url, PRODUCTS, width=360, cookies=cookies)
    page.get_by_label(f"In stock: {LONG}").fill("9")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="Move up: Loaf").press("Enter")
    expect(page.get_by_role("button", name="Move up: Loaf")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Loaf: now at place 2")).to_have_count(1)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        drag(page, "Loaf", "Cake")
    expect(page.locator(".product-title").nth(0)).to_have_text("Loaf")
    expect(page.get_by_label(f"In stock: {LONG}")).to_have_value("9")
    assert order() == ["Loaf", "Cake", LONG]


def drag(page: Page, title: str, above: str) -> None:
    """By the grip, onto the upper half of another."""
    grip, target = (
        page.locator(".product", has=page.locator(".product-title", has_text=name)) for name in (title, above)
    )
    grip = grip.locator(".grip")
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), target.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(start["x"] + 20, start["y"] - 10, steps=5)
    page.mouse.move(start["x"] + 20, end["y"] + 5, steps=10)
    page.mouse.up()


@pytest.mark.proof
def test_a_phone_photo_is_made_smaller_before_it_is_sent(site: Server, page_at: PageOpener, cookies):
    """people.md 2: eight products with phone photos"""
    page = page_at(site.url, f"{PRODUCTS}new/", width=360, cookies=cookies)
    page.get_by_label("Title").fill("Tart")
    page.get_by_label("Amount").fill("12")
    photo = FilePayload(name="photo.jpg", mimeType="image/jpeg", buffer=jpeg(4000, 3000))
    page.get_by_label("Pictures").set_input_files([photo])
    expect(page.locator(".product-thumb")).to_have_count(1)
    sent = page.evaluate(
        "document.querySelector('[type=file]').files[0].arrayBuffer().then(b => [...new Uint8Array(b)])"
    )
    assert Image.open(BytesIO(bytes(sent))).size == (2600, 1950)
    page.get_by_role("button", name="Save and add another").tap()
    expect(page.get_by_text("“Tart” is in your shop.")).to_be_visible()
    assert (Photo.unscoped.get().purpose, order()[-1]) == ("product", "Tart")


@pytest.mark.proof
def test_pages_are_accessible_and_narrow(site: Server, page_at: PageOpener, cookies):
    """WCAG 2.2 AA; nothing sideways at 320 px, whatever the names"""
    ids = dict(Product.unscoped.values_list("title", "pk"))
    page = page_at(site.url, PRODUCTS, cookies=cookies)
    for path in ("", "new/", "categories/", f"{ids['Cake']}/", f"{ids[LONG]}/archive/", f"{ids[LONG]}/duplicate/"):
        page.goto(f"{PRODUCTS}{path}")
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
        look_over(page, within="main", enlarged=False)
