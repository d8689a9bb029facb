"""How a workspace treats its leads: who hears of them when, and how long they are kept (cards 77)."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from workspaces.scoping import WorkspaceOwned

KEPT_MONTHS: Final = 24


class LeadSettings(WorkspaceOwned):
    """One row a workspace at most; without one, all is as the fields begin. `told_on`: the last day with a digest."""

    class Notify(models.TextChoices):
        AT_ONCE = "at-once", _("At once, one mail each")
        DAILY = "daily", _("Once a day, in the morning")

    notify = models.CharField(max_length=7, choices=Notify.choices, default=Notify.AT_ONCE)
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
