"""The last days of the demonstration: visitors beside what was written down, up to this moment."""

from datetime import UTC, date, datetime, timedelta

import time_machine

from audience import figures, recording, totalling
from audience.figures import Figure
from audience.models import Event
from audience.periods import Chosen, last_days
from cardsite import seed_figures, seed_visits
from tests.cast import Cast, make_card
from workspaces.scoping import inside

NOW = datetime(2027, 1, 31, 12, tzinfo=UTC)


def test_the_demonstration_has_visitors_until_now_on_days_with_leads_too(cast: Cast):
    """A day with an event of its own is counted anew, and loses nobody; tomorrow's visitors have not come"""
    card = make_card(cast.atelier, by=cast.ada, published=True)
    with inside(cast.atelier), time_machine.travel(NOW, tick=False):
        recording.record(card=card, kind=Event.Kind.LEAD, at=NOW - timedelta(days=1))
        seed_visits.until(NOW, cast.atelier, {card: {"views": 40}}, days=10)
        recording.record(card=card, kind=Event.Kind.LEAD, at=NOW)
        totalling.freshen()
        week = last_days(11, date(2027, 1, 31))
        found = figures.read(Chosen("", week, None), card)
        last = Event.objects.latest("at")
    views = [found.days[day][Figure.VIEWS] for day in week]
    usual = [seed_figures.numbers(card, day, {"views": 40})[Figure.VIEWS] for day in week]
    assert views[:-4] == usual[:-4]  # of whole days; who comes again within half an hour is one view of the last ones
    assert [3 * most < 4 * few <= 4 * most for few, most in zip(views[:-1], usual[:-1], strict=True)] == [True] * 10
    assert 0 < views[-1] < usual[-1]
    assert (found.now[Figure.LEADS], last.at) == (2, NOW)
