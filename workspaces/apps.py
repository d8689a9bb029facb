"""Wires the guards to migrations; says what of a plan is used here."""

from collections.abc import Callable
from typing import Any

from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    name = "workspaces"
    default_auto_field = "django.db.models.BigAutoField"

    usage: Callable[[], list[tuple[Any, int]]]

    def ready(self) -> None:
        from workspaces import adapter, exporting, guards, log_guard, mail, tasks, usage  # noqa: F401  # registers effects, tasks, a receiver
        from workspaces.models import AuditEntry, Membership  # noqa: F401

        guards.register(guards.never_changed(AuditEntry, "workspace", "verb", "target", "before", "after", "at"))
        guards.register(log_guard.only_grows())
        guards.connect(self)
        self.usage = usage.members
