"""Registers the guards of the audience's tables; the place of leads in the menu, and what they tell of people."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audience.people.entries import Source


class AudienceConfig(AppConfig):
    """`timeline` of this and of higher rooms is what pages of people are made of."""

    name = "audience"
    default_auto_field = "django.db.models.BigAutoField"
    menu: ClassVar[list[tuple[str, str | Promise, str]]] = [("leads", _("Leads"), "lead")]
    timeline: Source
    export: Callable[..., list[Any]]

    def ready(self) -> None:
        from audience import export, guards
        from audience.people import leads

        guards.register_all()
        self.export = export.export
        self.timeline = leads.SOURCE
