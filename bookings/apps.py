"""Registers the guards of the booking tables and the effects of this app; its place in the menu, and how it begins."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audience.people.entries import Source
from workspaces.topics import Topic


class BookingsConfig(AppConfig):
    """`begin` is called with every new card and what it is for; what it says is shown to the owner, with a link.

    `elsewhere` says for the settings of a workspace what runs on another clock. `holds` and `hand_over` are for
    members who leave (`workspaces/leaving.py`).
    """

    name = "bookings"
    default_auto_field = "django.db.models.BigAutoField"
    menu: ClassVar[list[tuple[str, str | Promise, str]]] = [("agenda", _("Bookings"), "calendar")]
    topics: tuple[Topic, ...]
    begin: Callable[..., tuple[str, str, str] | None]
    elsewhere: Callable[..., list[tuple[str, str, str]]]
    timeline: Callable[..., Source]
    export: Callable[..., list[Any]]
    waiting: Callable[..., Any]
    call_off: Any
    forget_person: Callable[..., None]
    holds: Callable[..., list[str]]
    hand_over: Callable[..., None]

    def ready(self) -> None:
        from bookings import (  # noqa: F401  # registers effects and tasks
            beginning,
            calling_off,
            clocks,
            export,
            forgetting,
            guards,
            handing_over,
            morning,
            people,
            tasks,
            topics,
            upkeep,
        )

        guards.register_all()
        self.topics = (topics.BOOKINGS, topics.AGENDA)
        self.begin = beginning.begin
        self.elsewhere = clocks.elsewhere
        self.forget_person = forgetting.forget_person
        self.export = export.export
        self.waiting = calling_off.waiting
        self.call_off = calling_off.call_off_bookings
        self.timeline = people.source
        self.holds = handing_over.holds
        self.hand_over = handing_over.hand_over
