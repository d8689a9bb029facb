"""Time of a calendar that is taken: what the database itself keeps from overlapping (B9, B12, B21)."""

from django.db import models
from django.db.models import F, Q

from workspaces.scoping import WorkspaceOwned


class Occupancy(WorkspaceOwned):
    """One session of a service: `start` to `end`, and with buffers `blocked_from` to `blocked_until`.

    `live` rows of one calendar never overlap: an exclusion constraint on PostgreSQL, triggers on SQLite
    (`bookings/guards.py`). Several bookings share a row while `taken` stays within `seats`.
    """

    calendar = models.ForeignKey("bookings.Calendar", on_delete=models.RESTRICT, related_name="+")
    service = models.ForeignKey("bookings.Service", on_delete=models.RESTRICT, related_name="+")
    start = models.DateTimeField()
    end = models.DateTimeField()
    blocked_from = models.DateTimeField()
    blocked_until = models.DateTimeField()
    seats = models.PositiveIntegerField(default=1)
    taken = models.PositiveIntegerField(default=0)
    live = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(blocked_from__lte=F("start"), start__lt=F("end"), end__lte=F("blocked_until")),
                name="occupancy_lasts",
            ),
            models.CheckConstraint(condition=Q(taken__lte=F("seats")), name="occupancy_within_seats"),
            models.CheckConstraint(condition=Q(live=True, taken__gte=1) | Q(live=False), name="occupancy_taken"),
        ]
        indexes = [models.Index(fields=["calendar", "blocked_until"], condition=Q(live=True), name="occupancy_live")]

    def __str__(self) -> str:
        return f"{self.start} to {self.end} of calendar {self.calendar_id}"
