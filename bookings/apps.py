"""Registers the guards of the booking tables and the effects of this app."""

from django.apps import AppConfig


class BookingsConfig(AppConfig):
    name = "bookings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bookings import guards, tasks, upkeep  # noqa: F401  # registers effects and tasks

        guards.register_all()
