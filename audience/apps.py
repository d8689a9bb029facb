"""Registers the guards of the audience's tables; the place of leads in the menu."""

from django.apps import AppConfig


class AudienceConfig(AppConfig):
    name = "audience"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audience import guards, lead_tasks, lead_upkeep  # noqa: F401  # registers effects and tasks

        guards.register_all()
