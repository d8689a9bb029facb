"""That somebody's digest of a day was written: once, however often it is asked for."""

from django.conf import settings
from django.db import models

from workspaces.scoping import WorkspaceOwned


class DigestLetter(WorkspaceOwned):
    """`day` is the one it tells of, on the clock of whatever it is about; `topic` is the key of its topic."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(max_length=20)
    day = models.DateField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user", "topic", "day"], name="digest_letter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} of {self.day} to {self.user_id}"
