"""Codes in a real browser: accessible, drawn while one looks, and wholly on the screen when shown."""

import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from cards import coding, drawing
from cards.models import Card, Code
from tests.browser import PageOpener, axe, look_over, no_sideways_scrolling
from tests.cast import Cast, make_card, make_cast
from tests.servers import Server
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes]


@pytest.fixture
def people(site: Server) -> Cast:
    """The cast in the database that the running program reads."""
    return make_cast()


@pytest.fixture
def card(people: Cast) -> Card:
    return make_card(people.atelier, by=people.ada)


@pytest.fixture
def opened(site: Server, people: Cast, card: Card, page_at: PageOpener) -> Any:
    """Opens a page of the card as Ada: `opened("codes/", width=360)`."""
    cookies = session_of(people)
    return lambda path, **options: page_at(site.url, f"/w/atelier/cards/{card.pk}/{path}", cookies=cookies, **options)


def session_of(people: Cast) -> list[Any]:
    """Ada's cookies."""
    client = Client()
    client.force_login(people.ada)
    return [{"name": name, "value": morsel.value} for name, morsel in client.cookies.items()]


def draw(card: Card) -> Code:
    """What the queue would do."""
    code = Code.unscoped.get(card=card, is_default=True)
    with inside(code.workspace_id):
        drawing.draw(code.pk)
    code.refresh_from_db()
    return code


def test_a_code_appears_when_it_is_drawn(opened, card):
    """cards 50: on both pages, said aloud, and then nobody asks any more"""
    code = Code.unscoped.get(card=card)
    pages = [opened("codes/"), opened(f"codes/{code.pk}/")]
    for page in pages:
        expect(page.locator(".code-ghost")).to_be_visible()
        axe(page)
    draw(card)
    for page in pages:
        expect(page.locator("img.code-plate")).to_be_visible()
        expect(page.locator("#code-said")).to_have_text("The card's code: Ready")
        expect(page.locator("[hx-get]")).to_have_count(0)
    with pages[1].expect_download() as download:
        pages[1].get_by_role("link", name="Download PDF").tap()
    assert download.value.suggested_filename == f"{card.handle}-{code.text.lower()}.pdf"


@pytest.mark.proof
def test_accessible_and_in_its_window(opened, people, card):
    """look.md: with a failed code and one put aside"""
    code = draw(card)
    with inside(people.atelier):
        coding.retire(code=coding.add_code(card=card, label="Old flyer", by=people.ada), by=people.ada)
        failed = coding.add_code(card=card, label="x" * 80, by=people.ada)
    Code.unscoped.filter(pk=failed.pk).update(state=Code.State.FAILED, reason="unreadable/small")
    page = opened("codes/")
    for path in ("codes/", f"codes/{code.pk}/", f"codes/{failed.pk}/", "show/"):
        page.goto(f"/w/atelier/cards/{card.pk}/{path}")
        look_over(page, enlarged=False)


@pytest.mark.proof
def test_the_shown_code_fits_the_screen_either_way(opened, card):
    """cards 52: as large as it may be, upright and on its side; a wide screen too"""
    draw(card)
    page = opened("show/")
    sides = []
    for width, height in ((360, 740), (740, 360), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator(".show-plate img")).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("link", name="Close")).to_be_in_viewport(ratio=1)
        box = page.locator(".show-plate img").bounding_box()
        assert box
        sides.append(int(min(box["width"], box["height"])))
    assert sides == [328, 328, 768]


@pytest.mark.proof
def test_the_screen_stays_awake_and_full_while_asked(card, people, site: Server, chromium: Browser):
    """cards 52, where the device allows it"""
    draw(card)
    context = chromium.new_context(base_url=site.url)
    cookies: list[Any] = [{"url": site.url, **cookie} for cookie in session_of(people)]
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"/w/atelier/cards/{card.pk}/show/")
    for name in ("Keep the screen awake", "Full screen"):
        button = page.get_by_role("button", name=name)
        for pressed in ("true", "false"):
            button.click()
            expect(button).to_have_attribute("aria-pressed", pressed)
    context.close()


def test_the_studio_follows_what_is_chosen(opened, card):
    """cards 45: live, by thumb; a refusal is mended by its button, and the look is taken"""
    code = draw(card)
    page = opened(f"codes/{code.pk}/style/", width=360)
    axe(page)
    page.get_by_label("Dots").check()
    expect(page.locator(".studio-picture")).to_have_attribute("src", re.compile("modules=dots"))
    page.get_by_label("Dark colour").fill("#8fa800")
    expect(page.locator("#studio-shown .error")).to_contain_text("Dark is too light: contrast 2.7")
    page.get_by_role("button", name="Use #6b7f00").click()
    expect(page.get_by_label("Dark colour")).to_have_value("#6b7f00")
    no_sideways_scrolling(page)
    page.get_by_role("button", name="Use this look").click()
    expect(page.get_by_text("The look is saved.")).to_be_visible()
    assert Code.unscoped.get(pk=code.pk).style == {"dark": "#6b7f00", "light": "#ffffff", "modules": "dots"}
    for path in (f"codes/{code.pk}/print/", "contact-code/"):
        page.goto(f"{page.url.partition('codes/')[0]}{path}")
        axe(page)
        no_sideways_scrolling(page)
