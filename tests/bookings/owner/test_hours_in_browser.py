"""The week of opening hours under a thumb, and without scripts (people.md 1; B2)."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bookings.models import Calendar
from tests.bookings.diary import WORKDAYS, make_calendar
from tests.browser import PageOpener, axe, no_sideways_scrolling
from tests.cast import make_cast
from tests.servers import Server
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes]


@pytest.fixture
def rosa(site: Server, client: Any) -> tuple[Calendar, list[dict[str, str]]]:
    """Her calendar, open on workdays from nine to five, and the owner's cookie."""
    people = make_cast()
    client.force_login(people.ada)
    with inside(people.atelier):
        calendar = make_calendar(week=WORKDAYS)
    return calendar, [{"name": "session", "value": client.cookies["session"].value}]


def kept(calendar: Calendar) -> list[list[str]]:
    with inside(calendar.workspace_id):
        calendar.refresh_from_db()
    return list(calendar.week)


def hours_page(site: Server, page_at: PageOpener, rosa: Any, **options: Any) -> Page:
    calendar, cookies = rosa
    return page_at(site.url, f"/w/atelier/calendars/{calendar.pk}/hours/", cookies=cookies, **options)


def test_an_edge_is_dragged_and_a_day_copied(site: Server, page_at: PageOpener, rosa: Any):
    """To the quarter of an hour; the typed times follow, and nothing is reloaded for a step."""
    page = hours_page(site, page_at, rosa)
    axe(page)
    no_sideways_scrolling(page)
    bar = page.locator("hours-bar").first
    frame, edge = bar.bounding_box(), bar.locator(".hours-until").bounding_box()
    assert frame
    assert edge
    quarter = frame["width"] / 96
    page.mouse.move(edge["x"] + edge["width"] / 2, edge["y"] + 10)
    page.mouse.down()
    page.mouse.move(edge["x"] + edge["width"] / 2 + 5 * quarter, edge["y"] + 10, steps=4)
    page.mouse.up()
    expect(page.get_by_label("Monday, to")).to_have_value("18:15")
    monday = page.locator("#day-0")
    monday.get_by_text("Copy to").tap()
    monday.get_by_label("Saturday").check()
    monday.get_by_role("button", name="Copy", exact=True).tap()
    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    expect(page.get_by_label("Saturday, to")).to_have_value("18:15")
    expect(page.locator("#day-5 .hours-block")).to_have_count(1)
    page.locator("#day-1").get_by_role("button", name="Remove this time").tap()
    expect(page.locator("#day-1").get_by_text("Closed")).to_be_visible()
    page.get_by_role("button", name="Save the hours").tap()
    expect(page.get_by_text("The hours are saved.")).to_be_visible()
    assert kept(rosa[0]) == [["09:00-18:15"], [], *[["09:00-17:00"]] * 3, ["09:00-18:15"], []]


@pytest.mark.proof
def test_without_scripts_every_step_is_a_button(site: Server, page_at: PageOpener, rosa: Any):
    page = hours_page(site, page_at, rosa, scripts=False)
    expect(page.locator("hours-bar").first).to_be_hidden()
    page.get_by_role("button", name="Open on this day : Sunday").tap()
    page.get_by_label("Sunday, from").fill("22:00")
    page.get_by_label("Sunday, to").fill("02:00")
    page.get_by_role("button", name="Save the hours").tap()
    expect(page.get_by_text("The hours are saved.")).to_be_visible()
    assert kept(rosa[0])[6] == ["22:00-02:00"]
