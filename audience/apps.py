"""Registers the guards of the audience's tables; the place of leads in the menu."""

from typing import ClassVar

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class AudienceConfig(AppConfig):
    """`settings` are places that the settings of a workspace lead to."""

    settings: ClassVar[list[tuple[str, str | Promise]]] = [
        ("lead_settings", _("Leads: who is told, how long they are kept"))
    ]
    name = "audience"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audience import guards, lead_tasks, lead_upkeep  # noqa: F401  # registers effects and tasks

        guards.register_all()
