"""Another clock of a workspace moves its days: their totals are made anew (cards 68)."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from audience.models import DayTotal, Event, StaleDay
from audience.totalling import kept_since
from workspaces.models import Workspace
from workspaces.scoping import inside

NEAR = (-1, 0, 1)
"""No two clocks are further apart than what begins or ends on the day before or after."""


def zone_changed(*, workspace: Workspace) -> None:
    """Mark every day of which events are still kept. Totals of before keep the days they had."""
    with inside(workspace):
        counted = DayTotal.objects.filter(part=DayTotal.Part.WHOLE).values_list("card", "day").distinct()
        marked = {*counted, *StaleDay.objects.values_list("card", "day")}
        first = _first_days({card for card, _day in marked}, ZoneInfo(workspace.zone))
        near = {(card, day + timedelta(days=step)) for card, day in marked if card in first for step in NEAR}
        StaleDay.mark((workspace.pk, card, day) for card, day in near if day >= first[card])


def _first_days(cards: set[int], zone: ZoneInfo) -> dict[int, date]:
    """Before the first event of a card there is nothing to make its totals of."""
    since = kept_since(timezone.now())
    found: dict[int, date] = {}
    for card in cards:
        for at in Event.objects.filter(card=card, at__gte=since).order_by("at").values_list("at", flat=True)[:1]:
            found[card] = at.astimezone(zone).date() - timedelta(days=1)
    return found
