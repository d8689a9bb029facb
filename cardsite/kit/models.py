"""The one table of the kit."""

from django.db import models


class Throttle(models.Model):
    """How often something happened in one window of time; see `cardsite.kit.throttle`."""

    key = models.CharField(max_length=200)
    window = models.BigIntegerField(help_text="start, in whole windows since the epoch")
    count = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="throttle_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.count}"
