"""Registers the guards of the card tables and the effects of this app."""

from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "cards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cards import guards

        guards.register_all()
