"""The card's own script tells what was pressed, beside the press (cards 64)."""

import pytest

from audience.models import Event
from tests.cast import make_card, make_cast
from tests.test_embedded import until

pytestmark = [pytest.mark.browser, pytest.mark.proof]


def test_a_press_and_a_way_of_sharing_are_told(site, page_at):
    """The link works all the same; Chromium without a window is a crawler, and is counted as one."""
    cast = make_cast()
    make_card(cast.atelier, by=cast.ada, published=True, phones=[{"number": "+447700900123"}])
    page = page_at(site.url, "/ada")
    page.evaluate(
        "addEventListener('click', (press) => press.target.closest('a') && press.preventDefault())"
    )  # nothing here can call
    page.locator(".quick a[href^='tel:']").click()
    page.locator("details.share summary").click()
    page.locator("[data-do=sms]").click()
    told = {("click", "tel", "crawler"), ("share", "sms", "crawler")}
    found = Event.unscoped.exclude(target="").values_list("kind", "target", "filtered")
    assert until(lambda: set(found.all()) == told, 5) < 5
