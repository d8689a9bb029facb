"""A table of people that an administrator sent, and the cards that were prepared for people (cards 83, 84)."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from workspaces.scoping import WorkspaceOwned

NUMBER_MAX = 80


class TeamList(WorkspaceOwned):
    """`rows` are `[line, cells]` as the file has them, `mapping` says what each column means; `done` of them are in.

    `report` counts what was made and keeps what was refused. `moved_at` is the last step: what has not moved for a
    while may be begun anew where it stopped. The rows go when the list is done.
    """

    class State(models.TextChoices):
        CHECKED = "checked"
        RUNNING = "running"
        STOPPED = "stopped"
        DONE = "done"

    name = models.CharField(max_length=200, help_text="of the file")
    header = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    invites = models.BooleanField(default=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.CHECKED)
    stopped_for = models.CharField(max_length=10, blank=True)
    report = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("workspaces.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    @property
    def left_out(self) -> int:
        """Rows that were wrong, once it is done."""
        counted: int = sum(self.report.get(fate, 0) for fate in ("new", "changed", "unchanged"))
        return self.total - counted

    def __str__(self) -> str:
        return self.name


class Prepared(WorkspaceOwned):
    """A card made for whoever has this address: they get it when they join. `number` is the team's own of them."""

    card = models.OneToOneField("cards.Card", on_delete=models.CASCADE, related_name="prepared")
    email = models.EmailField()
    number = models.CharField(max_length=NUMBER_MAX, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["workspace", "email"], name="prepared_for_address")]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="prepared_email_lower"),
            models.UniqueConstraint(
                fields=["workspace", "number"], condition=~Q(number=""), name="prepared_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"card {self.card_id} prepared"
