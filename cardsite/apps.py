"""The roof is an app for its management commands; every process that sets Django up knows the queue."""

from django.apps import AppConfig


class CardsiteConfig(AppConfig):
    name = "cardsite"

    def ready(self) -> None:
        from cardsite import celery  # noqa: F401  # else what a command rings would go to Celery's default broker
