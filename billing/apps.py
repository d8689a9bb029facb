"""Registers the effects and tasks of this app; its place in the settings of a workspace."""

from collections.abc import Callable

from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "billing"
    default_auto_field = "django.db.models.BigAutoField"

    settings_places: Callable[[str], list[tuple[str, str]]]
    in_the_way: Callable[..., str]
    plan_due: Callable[[], tuple[str, int]]

    def ready(self) -> None:
        from billing import handling, parting, reconciling, settling, telling, upkeep  # noqa: F401  # registers effects and tasks
        from billing.owner import place

        self.plan_due = settling.due
        self.in_the_way = parting.in_the_way
        self.settings_places = place.settings_places
