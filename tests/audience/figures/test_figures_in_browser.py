"""The pages of figures in a browser: with nothing, thirty days and four hundred, in one visit (issue 6)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client

from cards.models import Card
from cardsite import seed_figures
from tests.browser import PageOpener, axe, look_over
from tests.cast import Cast, make_card
from tests.servers import Server
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.proof]

WORDS_APART = """() => {
  const boxes = [...document.querySelectorAll(".chart-plot ~ .chart-words text")]
    .map(one => one.getBoundingClientRect());
  return boxes.length > 0 && boxes.every((box, place) => box.height >= 12
    && (!place || boxes[place - 1].right <= box.left));
}"""


def test_figures_are_legible_with_nothing_thirty_days_and_four_hundred(cast: Cast, site: Server, page_at: PageOpener):
    """Axe by day and by night, narrow, mirrored, large; words below a chart never touch"""
    cards = [make_card(cast.atelier, handle, by=cast.ada, published=True) for handle in ("ada", "eve", "noor")]
    today = datetime.now(UTC).date()
    with inside(cast.atelier):
        seed_figures.past({cards[1]: {"views": 30, "orders": 9}}, today, days=30)
        seed_figures.past({cards[2]: {"views": 300}}, today, days=400)
    client = Client()
    client.force_login(cast.ada)
    session = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    page = page_at(site.url, address(cards[0]), scripts=True, cookies=[session])
    axe(page)
    for query in ("?days=7", "?days=30"):
        page.goto(address(cards[1], query))
        assert page.evaluate(WORDS_APART), query
    page.goto(address(cards[2], f"?from={today - timedelta(days=400)}&to={today}"))
    assert page.evaluate(WORDS_APART)
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
    look_over(page)


def address(card: Card, query: str = "") -> str:
    return f"/w/{card.workspace.slug}/cards/{card.pk}/figures/{query}"
