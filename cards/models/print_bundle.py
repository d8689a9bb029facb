"""Codes and sheets of many cards as one zip (cards 48; people.md, the sales team)."""

from django.db import models
from django.utils import timezone

from workspaces.scoping import WorkspaceOwned


class PrintBundle(WorkspaceOwned):
    """Of `cards` (ids) everything that `parts` name; made by an effect, private, and kept for seven days."""

    class State(models.TextChoices):
        WORKING = "working"
        READY = "ready"
        FAILED = "failed"

    cards = models.JSONField(default=list)
    parts = models.JSONField(default=list)
    by = models.ForeignKey("workspaces.User", null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=7, choices=State.choices, default=State.WORKING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stored = models.CharField(max_length=80, blank=True, help_text="name in the private folder")
    size = models.PositiveBigIntegerField(default=0)
    missing = models.JSONField(default=list, help_text="what could not be made, as lines for its owner")
    asked_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace"], condition=models.Q(state="working"), name="bundle_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"bundle {self.pk} {self.state}"
