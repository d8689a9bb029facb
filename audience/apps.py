"""Registers the guards of the audience's tables and its effects; its place in the menu, and in that of a card."""

from typing import ClassVar

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class AudienceConfig(AppConfig):
    """`card_menu` are places in the menu of a card: address, right, words, icon."""

    name = "audience"
    default_auto_field = "django.db.models.BigAutoField"
    menu: ClassVar[list[tuple[str, str | Promise, str]]] = [("figures", _("Figures"), "chart")]
    card_menu: ClassVar[list[tuple[str, str, str | Promise, str]]] = [
        ("card_figures", "figures.view", _("Figures"), "chart"),
    ]

    def ready(self) -> None:
        from audience import guards, tasks, weekly  # noqa: F401  # registers effects and tasks

        guards.register_all()
