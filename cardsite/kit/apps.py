"""The kit is an app for its template tags and the throttle table."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import pre_migrate


class KitConfig(AppConfig):
    name = "cardsite.kit"
    label = "kit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        pre_migrate.connect(unhurried, sender=self, dispatch_uid="unhurried")


def unhurried(using: str, **_told: Any) -> None:
    """An index on a large table takes longer than a request may: the connection that migrates has no limit but on
    locks, so that nobody waits behind it (F27).
    """
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0")
        connection.connection.patience = None
