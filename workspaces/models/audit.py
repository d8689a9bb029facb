"""Who did what and when; guards keep every line, and as it was written (cards 87)."""

from django.db import models
from django.utils import timezone

from workspaces.scoping import WorkspaceOwned


class AuditEntry(WorkspaceOwned):
    """One act. `target` names what was touched; `before`/`after` hold no personal data of visitors."""

    actor = models.ForeignKey("workspaces.User", null=True, on_delete=models.SET_NULL, related_name="+")
    verb = models.CharField(max_length=40)
    target = models.CharField(max_length=120)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"
