"""A list of products that an owner sent as a file, from the look at it to its report."""

from django.db import models
from django.utils import timezone

from workspaces.scoping import WorkspaceOwned


class ProductImport(WorkspaceOwned):
    """`rows` are products as the file says them, checked before anything is changed; `done` of `total` are in.

    `report` counts what would be, later what is, new, changed and unchanged, and holds every row that was refused.
    `moved_at` is the last step: what has not moved for a while may be begun anew where it stopped.
    """

    class States(models.TextChoices):
        CHECKED = "checked"
        RUNNING = "running"
        DONE = "done"

    name = models.CharField(max_length=200, help_text="of the file")
    rows = models.JSONField(default=list)
    report = models.JSONField(default=dict)
    state = models.CharField(max_length=7, choices=States.choices, default=States.CHECKED)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("workspaces.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name
