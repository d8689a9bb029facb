"""The secret of a day, by which visitors are told apart on that day and never again (cards 66)."""

from django.db import models


class Salt(models.Model):
    """Shared by all processes; destroyed within 48 hours, and with it whatever could join two days of a visitor."""

    day = models.DateField(unique=True, help_text="UTC")
    secret = models.BinaryField()

    def __str__(self) -> str:
        return f"salt of {self.day}"
