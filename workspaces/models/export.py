"""A whole workspace as one file, for its owner to take along (cards 98)."""

from django.db import models
from django.utils import timezone

from workspaces.scoping import WorkspaceOwned


class Export(WorkspaceOwned):
    """Made by an effect, step by step; the file is private and lasts seven days."""

    class State(models.TextChoices):
        WORKING = "working"
        READY = "ready"
        FAILED = "failed"

    by = models.ForeignKey("workspaces.User", null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=7, choices=State.choices, default=State.WORKING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stored = models.CharField(max_length=80, blank=True, help_text="name in the private folder")
    size = models.PositiveBigIntegerField(default=0)
    error = models.CharField(max_length=20, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace"], condition=models.Q(state="working"), name="export_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"export {self.pk} {self.state}"
