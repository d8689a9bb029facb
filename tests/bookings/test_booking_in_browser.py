"""From the card to the appointment and away again, in a real browser, with scripts and without (B1, B26, B27, B32)."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from bookings import arranging
from bookings.models import Booking, Calendar
from bookings.notifying import whatsapp_link
from cards.content import Phone
from tests.bookings.diary import make_calendar, make_service
from tests.bookings.mails import Post, calendar_file, part, seen_by_ical_js
from tests.browser import PageOpener, axe, look_over
from tests.cast import Cast, make_card, make_cast
from tests.holdings import fingerprint
from tests.servers import Server
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes]

ABROAD = "America/New_York"
BLOCKS = [{"id": "when", "kind": "booking"}, {"id": "what", "kind": "services"}]
A_MOMENT = 2_100
"""Milliseconds a person needs at the least to fill in a form (B37)."""


@pytest.fixture
def people(site: Server) -> Iterator[Cast]:
    """Ada's card offers one thing, every day of the week, in Berlin."""
    people = make_cast()
    phones = (Phone(number="+4930901820", whatsapp=True),)
    make_card(people.atelier, by=people.ada, published=True, phones=phones, blocks=BLOCKS, main_act="book")
    with inside(people.atelier):
        rosa = make_calendar(zone="Europe/Berlin", week=[["09:00-17:00"]] * 7, notify="rosa@salon.example")
        make_service(rosa, duration=120, move_until=0, cancel_until=0)
        yield people


def owner_opens_every_day(site: Server, people: Cast, page_at: PageOpener, client: Client) -> None:
    """On the page of opening hours, closed until then: Monday is typed and copied to the others."""
    client.force_login(people.ada)
    cookies = [{"name": "session", "value": client.cookies["session"].value}]
    calendar = Calendar.objects.get()
    arranging.set_week(calendar=calendar, week=[[]] * 7)
    page = page_at(site.url, f"/w/atelier/calendars/{calendar.pk}/hours/", cookies=cookies)
    page.get_by_role("button", name="Open on this day : Monday").tap()
    page.get_by_label("Monday, from").fill("09:00")
    page.get_by_label("Monday, to").fill("17:00")
    monday = page.locator("#day-0")
    monday.get_by_text("Copy to").tap()
    for box in monday.get_by_role("checkbox").all():
        box.check()
    monday.get_by_role("button", name="Copy", exact=True).tap()
    expect(page.get_by_label("Sunday, to")).to_have_value("17:00")
    page.get_by_role("button", name="Save the hours").tap()
    expect(page.get_by_text("The hours are saved.")).to_be_visible()


def times_of_the_second_day(page: Page) -> list[str]:
    day = page.locator(".day").nth(1)
    if day.get_attribute("open") is None:
        day.locator("summary").tap()
    return day.locator("time").all_inner_texts()


def fill_in(page: Page, *, name: str, email: str = "", phone: str = "") -> None:
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Phone").fill(phone)
    page.wait_for_timeout(A_MOMENT)
    page.get_by_role("button", name="Book", exact=True).tap()
    expect(page.get_by_role("heading", name="Booked")).to_be_visible()


def links_in(mail: str) -> list[str]:
    return re.findall(r"http://[^\s\"<>]+", mail)


@pytest.mark.parametrize("scripts", [True, pytest.param(False, marks=pytest.mark.proof)], ids=["scripts", "none"])
def test_a_visitor_abroad_books_moves_and_cancels(
    site: Server, people: Cast, page_at: PageOpener, post: Post, client: Client, scripts: bool
):
    """The clock is New York's, by itself or chosen; each change reaches both calendars under one UID."""
    owner_opens_every_day(site, people, page_at, client)
    page = page_at(site.url, "/ada", scripts=scripts, timezone_id=ABROAD)
    page.get_by_role("link", name="Book", exact=True).first.tap()
    if not scripts:
        page.get_by_role("link", name="Change").tap()
        page.get_by_label("Show times as in").select_option(ABROAD)
        page.get_by_role("button", name="Show the times").tap()
    expect(page.get_by_text(f"Times as in {ABROAD}")).to_be_visible()
    listed = times_of_the_second_day(page)
    assert listed[0] in {"03:00", "04:00", "02:00"}  # nine in Berlin; for weeks of spring and autumn another hour
    page.locator(".day").nth(1).get_by_role("link").first.tap()
    expect(page.locator(".agreed")).to_contain_text(f"{listed[0]} ({ABROAD.replace('_', ' ')})")
    fill_in(page, name="Gina Guest", email="gina@guest.example")
    booking = Booking.objects.get()
    assert (booking.guest_zone, booking.start.minute) == (ABROAD, 0)

    mails = post()
    assert set(mails) == {"gina@guest.example", "rosa@salon.example"}
    made = seen_by_ical_js(calendar_file(mails["gina@guest.example"]))
    assert (made["method"], made["sequence"], made["dtstart"]) == (
        "REQUEST",
        0,
        f"{booking.start:%Y-%m-%dT%H:%M:%SZ}",
    )
    before = fingerprint(people.atelier)
    letter = part(mails["gina@guest.example"], "text/plain").get_content()
    manage = links_in(letter)[0]
    for address in [*links_in(letter), f"{manage}/move", f"{manage}/cancel", f"{manage}.ics"]:
        assert page.request.get(address).status == 200
    assert fingerprint(people.atelier) == before

    page.goto(manage)
    page.get_by_role("link", name="Move").tap()
    times_of_the_second_day(page)
    page.locator(".day").nth(1).get_by_role("link").nth(1).tap()
    page.get_by_role("button", name="Move").tap()
    expect(page.get_by_role("heading", name="Booked")).to_be_visible()
    moved = seen_by_ical_js(calendar_file(post()["gina@guest.example"]))
    assert (moved["method"], moved["sequence"], moved["uid"]) == ("REQUEST", 1, made["uid"])
    assert moved["dtstart"] != made["dtstart"]

    page.get_by_role("link", name="Cancel the appointment").tap()
    page.get_by_role("button", name="Cancel the appointment").tap()
    expect(page.get_by_role("heading", name="Cancelled")).to_be_visible()
    gone = seen_by_ical_js(calendar_file(post()["gina@guest.example"]))
    assert (gone["method"], gone["sequence"], gone["status"], gone["uid"]) == ("CANCEL", 2, "CANCELLED", made["uid"])
    page.goto(f"/ada/book/cut?zone={ABROAD}")
    assert times_of_the_second_day(page) == listed


@pytest.mark.proof
def test_choices_change_the_times_at_once(site: Server, people: Cast, page_at: PageOpener):
    """With scripts no button is needed, and the address bar follows."""
    service = make_service(
        *[make_calendar(name, week=[["09:00-11:00"]] * 7) for name in ("Sol", "Luz")],
        title="Colour",
        extras_json=[{"key": "long", "title": "Long hair", "minutes": 60}],
    )
    page = page_at(site.url, f"/ada/book/{service.slug}?zone=UTC")
    second = page.locator(".day").nth(1).locator("time")
    expect(second).to_have_count(2)
    page.get_by_label("Long hair").check()
    expect(second).to_have_count(1)
    expect(page.locator(".guest-facts")).to_have_text("2 h")
    page.get_by_label("Sol").check()
    expect(page).to_have_url(re.compile(r"with=\d+.*extra=long|extra=long.*with=\d+"))
    expect(page.get_by_role("button", name="Show the times")).to_be_hidden()
    page.locator(".day").nth(1).get_by_role("link").first.tap()
    expect(page.get_by_text("Colour, Long hair")).to_be_visible()


@pytest.mark.proof
def test_the_card_shows_the_next_free_times(site: Server, people: Cast, page_at: PageOpener):
    """On the visitor's clock; without scripts the block leads to them."""
    page = page_at(site.url, "/ada", timezone_id=ABROAD)
    expect(page.locator(".next a").first).to_be_visible()
    expect(page.get_by_text("Next free for Cut")).to_be_visible()
    expect(page.get_by_text(f"Times as in {ABROAD}")).to_be_visible()
    axe(page)
    page.locator(".next a").first.tap()
    expect(page.get_by_role("heading", name="Book this time")).to_be_visible()
    plain = page_at(site.url, "/ada", scripts=False)
    plain.get_by_role("link", name="Free times: Cut").tap()
    expect(plain.get_by_role("heading", name="Cut")).to_be_visible()


@pytest.mark.proof
def test_who_gives_a_phone_number_is_told_by_whatsapp(site: Server, people: Cast, page_at: PageOpener, post: Post):
    """B38: the owner sends a prepared text with one tap; its link is the guest's way to move and to cancel."""
    page = page_at(site.url, "/ada/book/cut", scripts=False)
    page.locator("time").first.tap()
    fill_in(page, name="Gina Guest", phone="+44 7700 900461")
    expect(page.get_by_role("heading", name="Keep this page")).to_be_visible()
    assert set(post()) == {"rosa@salon.example"}
    booking = Booking.objects.get()
    texts = []
    for verb, link, then in (("made", "Move", "Booked"), ("moved", "Cancel the appointment", "Cancelled")):
        texts.append(unquote(whatsapp_link(booking, verb)))
        page.goto(links_in(texts[-1])[0])
        page.get_by_role("link", name=link).tap()
        if verb == "made":
            page.locator("time").nth(1).tap()
        page.get_by_role("button", name=link).tap()
        expect(page.get_by_role("heading", name=then)).to_be_visible()
        assert set(post()) == {"rosa@salon.example"}
        booking.refresh_from_db()
    assert all(text.startswith("https://wa.me/447700900461?text=Hello Gina Guest, your appointment") for text in texts)
    assert (booking.state, booking.sequence, booking.moved) == ("cancelled", 2, 1)


@pytest.mark.proof
def test_every_page_of_a_guest_is_accessible(site: Server, people: Cast, page_at: PageOpener):
    paths = ["/ada/book/nothing", "/ada/book/cut", "/ada/book/cut?change=zone"]
    page = page_at(site.url, "/ada/book/cut", timezone_id="Europe/Berlin")
    page.locator("time").first.tap()
    paths.append(page.url.removeprefix(site.url))
    fill_in(page, name="Gina Guest", phone="+44 7700 900461")
    manage = page.url.removeprefix(site.url)
    paths += [manage, f"{manage}/move", f"{manage}/cancel"]
    for path in paths:
        page.goto(path)
        look_over(page)
