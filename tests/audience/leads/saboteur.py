"""Takes the lock away from `receive`, and lets whoever looks for a known person wait for another who does."""

from typing import Any

from django.apps import AppConfig

from tests.rendezvous import wait_for_another


class SaboteurConfig(AppConfig):
    name = "tests.audience.leads.saboteur"
    label = "lead_saboteur"
    path = "."

    def ready(self) -> None:
        from audience import receiving
        from cards.models import Card

        looked = receiving._known

        def known(*args: Any) -> Any:
            found = looked(*args)
            wait_for_another("lead")
            return found

        receiving._known = known
        Card.lock = lambda self: None  # type: ignore[method-assign]
