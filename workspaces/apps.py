"""Wires the guards to migrations."""

from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    name = "workspaces"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from workspaces import adapter, exporting, guards, mail, tasks  # noqa: F401  # registers effects, tasks, a receiver
        from workspaces.models import AuditEntry, Membership  # noqa: F401

        guards.connect(self)
