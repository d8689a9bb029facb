"""That somebody's letter of a week was begun: once, however often it is asked for."""

from django.conf import settings
from django.db import models

from workspaces.scoping import WorkspaceOwned


class WeeklyLetter(WorkspaceOwned):
    """`monday` is the day on the workspace's clock on which it is sent; it tells of the seven days before."""

    class Said(models.TextChoices):
        NOT_YET = ""
        FIGURES = "figures"
        NOBODY = "nobody"
        NOTHING = "nothing"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    monday = models.DateField()
    said = models.CharField(max_length=7, blank=True, choices=Said.choices, default=Said.NOT_YET)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "user", "monday"], name="weekly_letter_once")]

    def __str__(self) -> str:
        return f"letter of {self.monday} to {self.user_id}"

    def close(self, said: str) -> None:
        """What it said; it is not sent again."""
        self.said = said
        self.save(update_fields=["said"])
