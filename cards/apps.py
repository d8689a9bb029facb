"""Registers the guards of the card tables and the effects of this app; says what of a plan is used here."""

from collections.abc import Callable
from typing import Any

from django.apps import AppConfig


class CardsConfig(AppConfig):
    """`holds`, `hand_over` and `destinations` are for members who leave (`workspaces/leaving.py`), `set_aside`
    and `welcome` for those who come (`workspaces/preparing.py`), `named` for the log (`workspaces/team/log_views.py`).
    """

    name = "cards"
    default_auto_field = "django.db.models.BigAutoField"
    holds: Callable[..., list[str]]
    hand_over: Callable[..., None]
    destinations: Callable[..., list[tuple[str, str]]]

    set_aside: Callable[..., dict[str, list[Any]]]
    welcome: Callable[..., None]
    usage: Callable[[], list[tuple[Any, int]]]
    erase: Callable[..., None]
    export: Callable[..., list[Any]]
    says_address: Callable[..., tuple[list[str], str] | None]
    named: Callable[..., dict[str, tuple[str, str]]]

    def ready(self) -> None:
        from cards import company_address, dressing, erasing, export, guards, handing_over, in_log, tasks, upkeep, usage  # noqa: F401  # registers effects and tasks
        from cards.gallery import tasks as gallery_tasks  # noqa: F401
        from cards.onboarding import claiming, filling  # noqa: F401  # registers an effect
        from cards.page_memory import memory
        from cards.printing import bundling  # noqa: F401  # registers an effect
        from workspaces.models.workspace import on_touch

        self.export = export.export
        self.erase = erasing.erase
        guards.register_all()
        on_touch.append(memory.drop_workspace)
        self.usage = usage.counted
        self.holds = handing_over.holds
        self.hand_over = handing_over.hand_over
        self.destinations = handing_over.destinations
        self.set_aside = claiming.set_aside
        self.welcome = claiming.welcome
        self.says_address = company_address.said
        self.named = in_log.named
