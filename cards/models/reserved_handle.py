"""Names that staff keeps from being taken, beside those of `cards.reserved_handles` (cards 92)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReservedHandle(models.Model):
    """Belongs to the service. `folded`: what looks the same is kept, too. A card that has the name keeps it."""

    name = models.CharField(_("handle"), max_length=30, unique=True)
    folded = models.CharField(max_length=30, db_index=True)
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
