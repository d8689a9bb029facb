"""How a workspace treats its leads: how long they are kept (cards 77)."""

from typing import Final

from django.db import models

from workspaces.scoping import WorkspaceOwned

KEPT_MONTHS: Final = 24


class LeadSettings(WorkspaceOwned):
    """One row a workspace at most; without one, all is as the fields begin. `told_on`: the last day with a digest."""

    kept_months = models.PositiveSmallIntegerField(default=KEPT_MONTHS)
    told_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace"], name="lead_settings_once")]

    def __str__(self) -> str:
        return f"lead settings of workspace {self.workspace_id}"

    @classmethod
    def here(cls) -> "LeadSettings":
        """Of the open workspace; perhaps not saved yet."""
        return cls.objects.first() or cls()
