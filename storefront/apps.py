"""Registers the guards of the shop's tables and the effects of this app; its place in the menu, and how it begins."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audience.people.entries import Source
from workspaces.topics import Topic


class StorefrontConfig(AppConfig):
    """`begin` is called with every new card and what it is for; what it says is shown to the owner, with a link."""

    name = "storefront"
    default_auto_field = "django.db.models.BigAutoField"
    menu: ClassVar[list[tuple[str, str | Promise, str]]] = [("orders", _("Shop"), "shop")]
    topics: tuple[Topic, ...]
    begin: Callable[..., tuple[str, str, str] | None]
    timeline: Callable[..., Source]
    export: Callable[..., list[Any]]
    waiting: Callable[..., Any]
    call_off: Any

    def ready(self) -> None:
        from storefront import (  # noqa: F401  # registers effects and tasks
            beginning,
            calling_off,
            export,
            filling,
            guards,
            people,
            tasks,
            topics,
            upkeep,
        )

        guards.register_all()
        self.topics = (topics.ORDERS, topics.EVENING)
        self.begin = beginning.begin
        self.export = export.export
        self.waiting = calling_off.waiting
        self.call_off = calling_off.call_off_orders
        self.timeline = people.source
