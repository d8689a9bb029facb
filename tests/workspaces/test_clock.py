"""The time of day by the clock a person chose."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from workspaces.clock import clock
from workspaces.models import User

AFTERNOON = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(("whole_day", "said"), [(True, "14:05"), (False, "2:05 p.m.")])
def test_the_time_is_told_in_the_open_zone_and_by_the_chosen_clock(whole_day: bool, said: str):
    with timezone.override("Europe/Madrid"):
        assert clock(AFTERNOON, User(clock_24h=whole_day)) == said
