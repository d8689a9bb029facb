"""For the controls of the races: an app that takes the lock away, and gives others time to come between.

Installed by `tests.bookings.races.unlocked`, never by the program.
"""

from typing import Any

from django.apps import AppConfig

from tests.rendezvous import wait_for_another


class SaboteurConfig(AppConfig):
    name = "tests.bookings.races"
    label = "races"

    def ready(self) -> None:
        from bookings import claiming, reserving  # noqa: PLC0415  # apps must be loaded

        take = claiming.claim

        def late(booking: Any) -> Any:
            if booking.title == "control":  # and nobody else: what is made beforehand is made alone
                wait_for_another(f"{booking.start:%H%M}")
            return take(booking)

        claiming.claim = late
        claiming.lock = lambda calendars: None
        # On SQLite the transaction is the lock, so it goes too: every statement stands alone.
        reserving.reserve = reserving.reserve.__wrapped__  # type: ignore[attr-defined]
