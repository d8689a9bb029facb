"""How much of its plan a workspace uses: every app says what it counts by `usage` of its `AppConfig`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps

from workspaces.models import Membership, Workspace
from workspaces.plans import Thing


@dataclass(frozen=True)
class Used:
    """So many of a thing, of as many as the plan allows; None: without limit."""

    thing: Thing
    count: int
    limit: int | None

    @property
    def is_full(self) -> bool:
        return self.limit is not None and self.count >= self.limit

    @property
    def is_over(self) -> bool:
        return self.limit is not None and self.count > self.limit


def of(workspace: Workspace) -> list[Used]:
    """In the order of the apps; asks inside the open workspace."""
    says: list[Callable[[], list[tuple[Thing, int]]]] = [
        app.usage for app in apps.get_app_configs() if hasattr(app, "usage")
    ]
    return [Used(thing, count, workspace.limit(thing)) for say in says for thing, count in say()]


def members() -> list[tuple[Thing, int]]:
    """What this room counts."""
    return [(Thing.MEMBERS, Membership.objects.count())]
