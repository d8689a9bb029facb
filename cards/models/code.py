"""Permanent codes: what stands in print and must open the card for ever (cards 7, 10, 47, 50)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workspaces.scoping import WorkspaceOwned


class Code(WorkspaceOwned):
    """Seven characters, never changed, never deleted. `digest` says which drawing the files show."""

    class State(models.TextChoices):
        PENDING = "pending", _("Being drawn")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    text = models.CharField(max_length=7, unique=True)
    card = models.ForeignKey("cards.Card", null=True, on_delete=models.SET_NULL, related_name="codes")
    label = models.CharField(_("label"), max_length=80, blank=True)
    is_default = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True, blank=True)
    style = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.PENDING)
    reason = models.CharField(max_length=200, blank=True, help_text="why the last drawing failed")
    digest = models.CharField(max_length=64, blank=True, help_text="of link and style the files show")
    mask = models.PositiveSmallIntegerField(default=3, help_text="of the drawing that was read back")
    files = models.JSONField(default=dict, blank=True, help_text="storage names by kind: png, svg, pdf")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-is_default", "created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["card"], condition=Q(is_default=True), name="code_one_default_per_card")
        ]

    def __str__(self) -> str:
        return self.text
