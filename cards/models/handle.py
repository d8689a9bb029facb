"""Every name that ever led to a card, in one unique table (cards 4, 6)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from workspaces.scoping import WorkspaceOwned


class Handle(WorkspaceOwned):
    """Current, former (redirects while the card lives) or tombstone (of a deleted card, kept 12 months)."""

    class State(models.TextChoices):
        CURRENT = "current"
        FORMER = "former"
        TOMBSTONE = "tombstone"

    name = models.CharField(max_length=30, unique=True)
    card = models.ForeignKey("cards.Card", null=True, on_delete=models.SET_NULL, related_name="handles")
    state = models.CharField(max_length=9, choices=State.choices, default=State.CURRENT)
    since = models.DateTimeField(default=timezone.now)
    reserved_until = models.DateTimeField(null=True, blank=True, help_text="of a tombstone")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card"], condition=Q(state="current"), name="handle_one_current_per_card")
        ]

    def __str__(self) -> str:
        return self.name
