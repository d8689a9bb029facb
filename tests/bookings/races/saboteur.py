"""For the controls of the races: an app that takes the lock away, and gives others time to come between.

Installed by `tests.bookings.races.unlocked`, never by the program.
"""

import time
import uuid
from pathlib import Path
from typing import Any, Final

from django.apps import AppConfig
from django.conf import settings

PATIENCE: Final = 10
"""Seconds to wait, having looked, for another who has looked too: what is not locked is lost then."""


class SaboteurConfig(AppConfig):
    name = "tests.bookings.races"
    label = "races"

    def ready(self) -> None:
        from bookings import claiming, reserving  # noqa: PLC0415  # apps must be loaded

        take = claiming.claim

        def late(booking: Any) -> Any:
            wait_for_another(f"{booking.start:%H%M}")
            return take(booking)

        claiming.claim = late
        claiming.lock = lambda calendars: None
        # On SQLite the transaction is the lock, so it goes too: every statement stands alone.
        reserving.reserve = reserving.reserve.__wrapped__  # type: ignore[attr-defined]


def wait_for_another(time_wanted: str) -> None:
    """Go on when two have looked for the same time, in whichever process."""
    meeting = Path(settings.DATA_DIR, "looked", time_wanted)
    meeting.mkdir(parents=True, exist_ok=True)
    (meeting / uuid.uuid4().hex).touch()
    until = time.monotonic() + PATIENCE
    while len(list(meeting.iterdir())) == 1 and time.monotonic() < until:
        time.sleep(0.01)
