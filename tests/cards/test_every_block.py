"""A card with every kind of block there is: in its window, accessible, legible, at home (cards 17, 25, 27, 29)."""

import re

import pytest
from playwright.sync_api import Page

from cards.blocks import registry
from cards.designs import DESIGNS
from tests.browser import PageOpener, axe, no_sideways_scrolling
from tests.cards.everything import BODIES, PASSWORD, make_everything, redesigned
from tests.cast import make_cast
from tests.legible import illegible
from tests.servers import Server

TELLING = ["night", "receipt"]
"""The two most unlike each other: dark stock and foil, a strip from the till."""

OTHERS = [key for key in DESIGNS if key not in TELLING]


def test_no_kind_of_block_is_left_out():
    """A new kind fails here, until `everything` says something by it."""
    assert list(BODIES) == list(registry.kinds())


@pytest.mark.browser
@pytest.mark.processes
@pytest.mark.parametrize("keys", [TELLING, pytest.param(OTHERS, marks=pytest.mark.proof)], ids=len)
def test_every_block_in_every_design_without_scripts(
    site: Server, page_at: PageOpener, subtests: pytest.Subtests, keys: list[str]
):
    """cards 20, 25, 27, 29: behind a password, at 320, 390 and 1280 px; no other host is asked"""
    people = make_cast()
    make_everything(people)
    quiet = page_at(site.url, "/ada", width=390, scripts=False)
    quiet.get_by_label("Password").fill(PASSWORD)
    quiet.get_by_role("button").click()
    quiet.wait_for_url(re.compile("/ada$"))
    shown = quiet.locator(".blocks > .block").evaluate_all("all => all.map(one => one.id)")
    assert shown == [f"b-b{number}" for number in range(1, len(BODIES) + 1)]
    page = without_ours(page_at(site.url, "/healthz", width=390, cookies=[own(quiet)]))
    for key in redesigned(people, keys):
        with subtests.test(key):
            page.goto("/ada")
            assert page.locator("html").get_attribute("data-design") == key
            looked_at(page)


def own(page: Page) -> dict[str, str]:
    """The cookie of the gate."""
    return {"name": "gate", "value": page.context.cookies()[0]["value"]}


def without_ours(page: Page) -> Page:
    """None of our scripts says anything; axe needs a browser that runs its own."""
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    return page


def looked_at(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    for width in (320, 1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        no_sideways_scrolling(page)
    axe(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert illegible(page) == [], scheme
    page.emulate_media(color_scheme="light")
