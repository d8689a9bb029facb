"""Which members look after which card: an editor edits these alone (cards 79)."""

from django.db import models
from django.utils import timezone

from workspaces.scoping import WorkspaceOwned


class CardEditor(WorkspaceOwned):
    """One card given to one member. Owners and admins edit every card; for them it says who minds this one."""

    card = models.ForeignKey("cards.Card", on_delete=models.CASCADE, related_name="editors")
    membership = models.ForeignKey("workspaces.Membership", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "membership"], name="card_editor_once")]

    def __str__(self) -> str:
        return f"card {self.card_id} of membership {self.membership_id}"
