"""A PDF that can be downloaded from cards: a price list, a menu (cards 34)."""

import uuid

from django.db import models
from django.utils import timezone

from workspaces.scoping import WorkspaceOwned


class Attachment(WorkspaceOwned):
    """`stored` names the file as it was sent; it never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=120, help_text="as the file was called, without its ending")
    stored = models.CharField(max_length=120)
    size = models.PositiveIntegerField(help_text="bytes")
    by = models.ForeignKey("workspaces.User", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.title
