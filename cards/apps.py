"""Registers the guards of the card tables and the effects of this app; says what of a plan is used here."""

from collections.abc import Callable
from typing import Any

from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "cards"
    default_auto_field = "django.db.models.BigAutoField"

    usage: Callable[[], list[tuple[Any, int]]]

    def ready(self) -> None:
        from cards import guards, tasks, upkeep, usage  # noqa: F401  # registers effects and tasks
        from cards.gallery import tasks as gallery_tasks  # noqa: F401
        from cards.page_memory import memory
        from workspaces.models.workspace import on_touch

        guards.register_all()
        on_touch.append(memory.drop_workspace)
        self.usage = usage.counted
