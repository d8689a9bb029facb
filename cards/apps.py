"""Registers the guards of the card tables and the effects of this app."""

from collections.abc import Callable
from typing import Any

from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "cards"
    default_auto_field = "django.db.models.BigAutoField"

    erase: Callable[..., None]
    export: Callable[..., list[Any]]

    def ready(self) -> None:
        from cards import erasing, export, guards, tasks, upkeep  # noqa: F401  # registers effects and tasks
        from cards.gallery import tasks as gallery_tasks  # noqa: F401
        from cards.page_memory import memory
        from workspaces.models.workspace import on_touch

        self.export = export.export
        self.erase = erasing.erase
        guards.register_all()
        on_touch.append(memory.drop_workspace)
