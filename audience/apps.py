"""Registers the guards and the tasks of the audience; what it does when a workspace gets another clock."""

from collections.abc import Callable

from django.apps import AppConfig


class AudienceConfig(AppConfig):
    name = "audience"
    default_auto_field = "django.db.models.BigAutoField"
    zone_changed: Callable[..., None]

    def ready(self) -> None:
        from audience import clocks, guards, upkeep  # noqa: F401  # registers tasks

        guards.register_all()
        self.zone_changed = clocks.zone_changed
