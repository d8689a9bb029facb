"""The card's own script tells what was pressed, beside the press (cards 64)."""

import pytest

from audience.models import Event
from tests.bookings.diary import make_calendar, make_service
from tests.cast import make_card, make_cast
from tests.test_embedded import until
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.proof]


def test_a_press_and_a_way_of_sharing_are_told(site, page_at):
    """The link works all the same; Chromium without a window is a crawler, and is counted as one."""
    cast = make_cast()
    with inside(cast.atelier):
        make_service(make_calendar())
    make_card(cast.atelier, by=cast.ada, published=True, phones=[{"number": "+447700900123"}], main_act="book")
    page = page_at(site.url, "/ada")
    page.evaluate(
        "addEventListener('click', (press) => press.target.closest('a') && press.preventDefault())"
    )  # nothing here can call
    page.locator(".quick a[href^='tel:']").click()
    page.locator("a.act[href='/ada/book']").click()
    page.locator("details.share summary").click()
    page.locator("[data-do=sms]").click()
    told = {("click", "tel", "crawler"), ("click", "book", "crawler"), ("share", "sms", "crawler")}
    found = Event.unscoped.exclude(target="").values_list("kind", "target", "filtered")
    assert until(lambda: set(found.all()) == told, 5) < 5
