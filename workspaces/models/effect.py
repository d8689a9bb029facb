"""A row of the outbox: something that must happen after a commit."""

from datetime import datetime

from django.db import models
from django.utils import timezone


class EffectQuerySet(models.QuerySet["Effect"]):
    def failing(self) -> "EffectQuerySet":
        """Those that failed, and will be tried again."""
        return self.filter(state=Effect.State.OPEN).exclude(last_error="")

    def undelivered(self, tries: int) -> "EffectQuerySet":
        """Those that were given up, and those that failed so often and are tried again."""
        waits = models.Q(state=Effect.State.OPEN, attempts__gte=tries) & ~models.Q(last_error="")
        return self.filter(waits | models.Q(state=Effect.State.DEAD))

    def overdue(self, since: datetime) -> "EffectQuerySet":
        """Those that were due then, and that nobody has tried."""
        return self.filter(state=Effect.State.OPEN, attempts=0, due_at__lt=since)


class Effect(models.Model):
    """See `workspaces.outbox`. Rows of no workspace carry account mail and upkeep."""

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        DEAD = "dead"

    workspace = models.ForeignKey(
        "workspaces.Workspace", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    task = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict)
    payload = models.TextField(blank=True, help_text="blanked when done; may hold personal data")
    state = models.CharField(max_length=4, choices=State.choices, default=State.OPEN)
    due_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = EffectQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="effect_open", condition=models.Q(state="open")),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.state}"
