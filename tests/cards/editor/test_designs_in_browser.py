"""Choosing a design in a real browser: by thumb, by keys, without scripts; the miniatures are alive (cards 24)."""

import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from cards.designs import DESIGNS
from cards.models import Card
from tests.browser import PageOpener
from tests.cast import Cast, make_card, make_cast
from tests.servers import Server

pytestmark = [pytest.mark.browser, pytest.mark.processes]


@pytest.fixture
def people(site: Server) -> Cast:
    """The cast in the database that the running program reads."""
    return make_cast()


@pytest.fixture
def card(people: Cast) -> Card:
    return make_card(people.atelier, by=people.ada)


@pytest.fixture
def chooser(site: Server, people: Cast, card: Card, page_at: PageOpener) -> Any:
    """Opens the editor as Ada, with the part about design open."""
    client = Client()
    client.force_login(people.ada)
    cookies = [{"name": name, "value": morsel.value} for name, morsel in client.cookies.items()]

    def open_chooser(**options: Any) -> Page:
        return page_at(site.url, f"/w/atelier/cards/{card.pk}/?open=design", cookies=cookies, **options)

    return open_chooser


def chosen(card: Card) -> str:
    return Card.unscoped.get(pk=card.pk).document.design.name


def saved(page: Page) -> None:
    expect(page.locator("#editor-status")).to_have_text(re.compile("^Saved"))


def miniature(page: Page, number: int = 0) -> Any:
    return page.frame_locator(".designs iframe").nth(number)


def test_a_design_is_chosen_by_thumb_and_undone(chooser: Any, card: Card):
    """A tap on the picture is a tap on the choice."""
    page = chooser(width=360)
    before = chosen(card)
    page.get_by_role("radio", name="Poster").locator("..").locator("iframe").scroll_into_view_if_needed()
    page.get_by_role("radio", name="Poster").tap()
    saved(page)
    assert chosen(card) == "poster"
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_role("radio", name=str(DESIGNS[before].label))).to_be_checked()
    assert chosen(card) == before


@pytest.mark.proof
def test_a_design_is_chosen_by_keys(chooser: Any, card: Card):
    """One stop for Tab, arrows among the designs; no frame takes the focus."""
    page = chooser(width=1280)
    page.get_by_role("radio", name="Letterpress").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Black tie")).to_be_focused()
    saved(page)
    assert chosen(card) == "night"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "design-ink"


@pytest.mark.proof
def test_a_design_is_chosen_without_scripts(chooser: Any, card: Card):
    page = chooser(width=360, scripts=False)
    expect(miniature(page).locator(".face")).to_be_visible()
    page.get_by_role("radio", name="Ticket").check()
    page.get_by_role("button", name="Save draft").first.click()
    assert chosen(card) == "ticket"


@pytest.mark.proof
def test_miniatures_follow_what_is_typed_and_the_ink(chooser: Any, card: Card):
    """look.md: of the owner's own card, never stock pictures"""
    page = chooser(width=1280)
    first = miniature(page)
    expect(first.locator(".face")).to_be_visible()
    act = "getComputedStyle(document.documentElement).getPropertyValue('--act')"
    before = first.locator(":root").evaluate(f"() => {act}")
    page.get_by_role("radio", name="Moss").check(force=True)
    saved(page)
    expect(first.locator(":root")).not_to_have_css("--act", before)
    page.locator("summary", has_text="Face").click()
    page.get_by_label("What you do").fill("Paper maker")
    page.get_by_label("What you do").blur()
    expect(first.locator(".face-role")).to_have_text("Paper maker")
