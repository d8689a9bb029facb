"""The blocks of content in a real browser: accessible, in their window, quiet before a tap (cards 27, 29, 33)."""

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser

from cards.content import PostalAddress, Profile
from tests.browser import PageOpener, look_over
from tests.cast import make_card, make_cast
from tests.servers import Server

pytestmark = [pytest.mark.browser, pytest.mark.processes]

LONG = "Donaudampfschifffahrtsgesellschaftskapitän"
EVERYTHING: dict[str, Any] = {
    "profiles": (
        Profile(kind="instagram", value=LONG),
        Profile(kind="pix", value=f"{LONG.lower()}@{LONG.lower()}.example"),
    ),
    "addresses": (PostalAddress(street="Kastanienallee 12", postcode="10435", city="Berlin"),),
    "blocks": [
        {"id": "p", "kind": "profiles"},
        {"id": "h", "kind": "hours", "body": {"week": [["09:00-12:30", "14:00-18:00"]] * 5 + [["22:00-02:00"], []]}},
        {"id": "m", "kind": "place", "body": {"note": LONG}},
        {"id": "f", "kind": "faq", "body": {"items": [{"question": f"{LONG}?", "answer": f"**{LONG}**"}]}},
        {"id": "t", "kind": "testimonials", "body": {"items": [{"text": LONG, "who": LONG, "role": LONG}]}},
        {
            "id": "v",
            "kind": "video",
            "body": {"url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ", "title": LONG},
        },
    ],
}


@pytest.fixture
def card(site: Server) -> None:
    people = make_cast()
    make_card(people.atelier, by=people.ada, published=True, **EVERYTHING)


@pytest.mark.proof
@pytest.mark.usefixtures("card")
def test_blocks_are_accessible_and_stay_in_their_window(site: Server, page_at: PageOpener):
    """cards 29"""
    page = page_at(site.url, "/ada")
    page.locator(".faq summary").click()
    look_over(page)


@pytest.mark.usefixtures("card")
def test_film_is_fetched_by_a_tap_alone(site: Server, chromium: Browser):
    """cards 27, 28, 33: no request to another host before it; then to the privacy domain, and the policy lets it"""
    context = chromium.new_context(base_url=site.url)
    context.route("https://**", lambda route: route.fulfill(body="<title>a film</title>", content_type="text/html"))
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/ada", wait_until="networkidle")
    assert [url for url in asked if not url.startswith(site.url)] == []
    page.locator(".video-poster").click()
    page.frame_locator(".video iframe").locator("title").wait_for(state="attached")
    assert [url for url in asked if not url.startswith(site.url)] == [
        "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&rel=0&playsinline=1"
    ]
    context.close()


@pytest.mark.usefixtures("card")
def test_open_now_follows_the_clock_of_the_card(site: Server, page_at: PageOpener):
    """The visitor sits in London, the card in the zone of its workspace; UTC here."""
    page = page_at(site.url, "/ada", timezone_id="Asia/Tokyo")
    said = {}
    for moment in ("2026-11-23T10:00", "2026-11-23T13:00", "2026-11-23T19:00", "2026-11-29T01:30", "2026-11-29T12:00"):
        page.clock.set_fixed_time(datetime.fromisoformat(moment).replace(tzinfo=UTC))
        page.reload()
        said[moment] = page.locator(".open-now").inner_text()
    assert said == {
        "2026-11-23T10:00": "Open now, until 12:30",
        "2026-11-23T13:00": "Closed now, opens at 14:00",
        "2026-11-23T19:00": "Closed now, opens Tuesday at 09:00",
        "2026-11-29T01:30": "Open now, until 02:00",
        "2026-11-29T12:00": "Closed now, opens Monday at 09:00",
    }
    always = page.evaluate(
        """async () => {
          const { state } = await import(document.querySelector("script[src*=open_now]").src);
          const day = [[0, 1440]];
          const closed = [[], [], [], [], [], [], []];
          const monday = [day, ...closed.slice(1)];
          return [state(Array(7).fill(day), 600), state(monday, 600), state(monday, 1440)];
        }"""
    )
    assert always == [{"open": True, "at": None}, {"open": True, "at": 1440}, {"open": False, "at": 10080}]
    without = page_at(site.url, "/ada", scripts=False)
    assert (without.locator(".open-now").is_visible(), without.locator(".open-days div:visible").count()) == (False, 7)
