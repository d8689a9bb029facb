"""Takes the lock away from `receive`, and lets whoever looks for a known person wait for another who does."""

from typing import Any

from django.apps import AppConfig

from tests.rendezvous import wait_for_another


class SaboteurConfig(AppConfig):
    name = "tests.audience.leads.saboteur"
    label = "lead_saboteur"
    path = "."

    def ready(self) -> None:
        from audience import receiving  # noqa: PLC0415  # apps must be loaded
        from audience.visitor import contact_views  # noqa: PLC0415
        from cards.models import Card  # noqa: PLC0415

        looked = receiving._known

        def known(*args: Any) -> Any:
            found = looked(*args)
            wait_for_another("lead")
            return found

        receiving._known = known  # type: ignore[assignment]
        Card.lock = lambda self: None  # type: ignore[method-assign]
        # A transaction holds what it has counted, on SQLite everything: it goes too, every statement stands alone.
        receiving.receive = receiving.receive.__wrapped__  # type: ignore[attr-defined]
        contact_views._received = contact_views._received.__wrapped__  # type: ignore[attr-defined]
