"""Totals of a day on the workspace's clock: the only thing figures are read from (cards 68-70)."""

from collections.abc import Iterable
from datetime import date

from django.db import models

from workspaces.scoping import WorkspaceOwned


class DayTotal(WorkspaceOwned):
    """How often `figure` happened at a card on a day; `part` and `key` split it, both empty for the whole.

    Always made anew from the events of the day, never added to: it may be made twice, and late events are no trouble.
    """

    class Figure(models.TextChoices):
        PEOPLE = "people"
        VIEWS = "views"
        SCANS = "scans"
        SAVES = "saves"
        CLICKS = "clicks"
        SHARES = "shares"
        LEADS = "leads"
        BOOKINGS = "bookings"
        ORDERS = "orders"
        FILTERED = "filtered"

    class Part(models.TextChoices):
        WHOLE = ""
        CODE = "code", "id of the code"
        TARGET = "target", "what was clicked, or the way of sharing"
        REFERRER = "referrer", "host, empty: came directly"
        COUNTRY = "country", "two letters, empty: unknown"
        DEVICE = "device"
        HOUR = "hour", "0 to 23 on the workspace's clock"
        REASON = "reason", "why it was left out; of `filtered` alone"

    card = models.ForeignKey("cards.Card", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    figure = models.CharField(max_length=8, choices=Figure.choices)
    part = models.CharField(max_length=8, blank=True, choices=Part.choices, default=Part.WHOLE)
    key = models.CharField(max_length=200, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "day", "figure", "part", "key"], name="day_total_once"),
        ]
        indexes = [
            models.Index(fields=["workspace", "part", "day"], name="day_total_of_workspace"),
            # With the workspace in front: else SQLite reads all of its cards for one of them.
            models.Index(fields=["workspace", "card", "part", "day"], name="day_total_of_card"),
        ]

    def __str__(self) -> str:
        return f"{self.count} {self.figure} on {self.day}"


class StaleDay(WorkspaceOwned):
    """Something happened at a card on a day of the workspace's clock since its totals were made.

    Whoever makes the totals holds the row first. Marking holds it too, so what is not committed yet is waited for.
    """

    card = models.ForeignKey("cards.Card", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "day"], name="stale_day_once")]

    def __str__(self) -> str:
        return f"card {self.card_id} on {self.day}"

    @staticmethod
    def mark(days: Iterable[tuple[int, int, date]]) -> None:
        """Of workspaces, cards and days; in one order, so that two who mark many do not wait for each other."""
        rows = [StaleDay(workspace_id=workspace, card_id=card, day=day) for workspace, card, day in sorted(set(days))]
        StaleDay.unscoped.bulk_create(
            rows, update_conflicts=True, unique_fields=["card", "day"], update_fields=["workspace"]
        )
