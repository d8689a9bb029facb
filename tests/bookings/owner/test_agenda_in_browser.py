"""The agenda on a phone, in a real browser."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from tests.bookings.diary import make_booking, make_calendar, make_service
from tests.browser import PageOpener, axe, no_sideways_scrolling
from tests.cast import make_card, make_cast
from tests.servers import Server
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes]

# The suite's clock stands still for the pages; the program in the browser test has its own.
clock: Any = pytest.fixture(autouse=True)(lambda: None)

LINE_ISLANDS = "Pacific/Kiritimati"


def sunday_zone(now: datetime) -> str:
    """A zone in which today is not Monday: the week then begins with other days."""
    return "UTC" if now.weekday() else LINE_ISLANDS if now.hour >= 10 else "Pacific/Midway"


@pytest.mark.proof
def test_a_phone_shows_the_bookings_first_and_a_week_from_today(site: Server, page_at: PageOpener):
    """people 1: what comes next without scrolling; search and filter unfold, also without script"""
    people, client, now = make_cast(), Client(), timezone.now()
    zone = sunday_zone(now)
    card = make_card(people.atelier, by=people.ada, published=True)
    with inside(people.atelier):
        rosa, luz = (make_calendar(name, zone=zone, week=[["00:00-24:00"]] * 7) for name in ("Rosa", "Luz"))
        start = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        make_booking(make_service(rosa, luz, step=60), start, card=card, now=now, name="Gina Guest")
    client.force_login(people.ada)
    cookies = [{"name": name, "value": morsel.value} for name, morsel in client.cookies.items()]
    page = page_at(site.url, "/w/atelier/bookings/", width=360, scripts=False, cookies=cookies)
    box = page.get_by_role("link", name="Gina Guest").bounding_box()
    assert box
    assert box["y"] + box["height"] <= 640
    page.locator("summary", has_text="Search and filter").tap()
    expect(page.get_by_label("Search guests")).to_be_visible()
    page.get_by_role("link", name="Luz").tap()
    expect(page.get_by_role("heading", name="· Luz")).to_be_visible()

    page = page_at(site.url, "/w/atelier/bookings/?view=week", width=360, cookies=cookies)
    frame, today = page.locator(".board-frame"), page.locator(".board-today")
    expect(today).to_have_text(f"{now.astimezone(ZoneInfo(zone)):%a} {now.astimezone(ZoneInfo(zone)).day}")
    hours = page.locator(".board-hours").bounding_box()
    first = today.bounding_box()
    assert hours
    assert first
    at_the_end = frame.evaluate("one => one.scrollLeft + one.clientWidth >= one.scrollWidth - 1")
    assert at_the_end or abs(first["x"] - hours["x"] - hours["width"]) <= 1
    axe(page, within="main")
    no_sideways_scrolling(page)
