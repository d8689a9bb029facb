"""The kit is an app for its template tags and the throttle table."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "cardsite.kit"
    label = "kit"
    default_auto_field = "django.db.models.BigAutoField"
