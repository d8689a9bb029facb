"""Registers the effects and tasks of this app; its place in the settings of a workspace."""

from collections.abc import Callable

from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "billing"
    default_auto_field = "django.db.models.BigAutoField"

    settings_places: Callable[[str], list[tuple[str, str]]]

    def ready(self) -> None:
        from billing import handling, reconciling, telling, upkeep  # noqa: F401  # registers effects and tasks
        from billing.owner import place

        self.settings_places = place.settings_places
