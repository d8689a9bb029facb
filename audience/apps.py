"""Registers what the audience guards, does and offers: its places in menus, what it tells of people."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audience.people.entries import Source
from workspaces.topics import Topic


class AudienceConfig(AppConfig):
    """`timeline` of this and of higher rooms is what pages of people are made of.

    `card_menu` are places in the menu of a card: address, right, words, icon. `settings_places` says where
    the settings of a workspace lead to.
    """

    name = "audience"
    default_auto_field = "django.db.models.BigAutoField"
    menu: ClassVar[list[tuple[str, str | Promise, str]]] = [
        ("leads", _("Leads"), "lead"),
        ("figures", _("Figures"), "chart"),
    ]
    card_menu: ClassVar[list[tuple[str, str, str | Promise, str]]] = [
        ("card_figures", "figures.view", _("Figures"), "chart"),
    ]
    topics: tuple[Topic, ...]
    holds: Callable[..., list[str]]
    hand_over: Callable[..., None]
    settings_places: Callable[[str], list[tuple[str, str]]]
    timeline: Callable[..., Source]
    export: Callable[..., list[Any]]
    erase_card: Callable[..., None]
    zone_changed: Callable[..., None]

    def ready(self) -> None:
        from audience import (  # noqa: F401  # registers effects and tasks
            clocks,
            erasing,
            export,
            guards,
            handing_over,
            lead_tasks,
            lead_upkeep,
            tasks,
            topics,
            upkeep,
            weekly,
        )
        from audience.owner import place
        from audience.people import leads

        guards.register_all()
        self.topics = (topics.LEADS, topics.FIGURES)
        self.holds = handing_over.holds
        self.hand_over = handing_over.hand_over
        self.settings_places = place.settings_places
        self.export = export.export
        self.erase_card = erasing.erase_card
        self.timeline = leads.source
        self.zone_changed = clocks.zone_changed
