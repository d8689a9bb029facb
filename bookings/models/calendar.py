"""One bookable person or place: opening hours, overrides of single dates, absences (B2–B4, B11)."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workspaces.scoping import ScopedManager, ScopedQuerySet, WorkspaceOwned, current_workspace_id


def closed_week() -> list[list[str]]:
    return [[] for _day in range(7)]


class CalendarQuerySet(ScopedQuerySet["Calendar"]):
    def kept(self) -> "CalendarQuerySet":
        return self.filter(archived_at__isnull=True)


class CalendarManager(ScopedManager["Calendar"]):
    def get_queryset(self) -> CalendarQuerySet:
        return CalendarQuerySet(self.model, using=self._db).filter(workspace_id=current_workspace_id())


class Calendar(WorkspaceOwned):
    """`week` holds seven lists of windows as text ("09:00-12:30"), Monday first, in the wall time of `zone`.

    It may be tied to a member; it needs no log-in. Never deleted while bookings name it: archived.
    """

    name = models.CharField(_("name"), max_length=80)
    member = models.ForeignKey(
        "workspaces.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="calendars"
    )
    zone = models.CharField(_("time zone"), max_length=64)
    week = models.JSONField(default=closed_week)
    cap_day = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    cap_week = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    cap_month = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    notify = models.EmailField(_("tell this address"), blank=True)
    feed_version = models.PositiveIntegerField(default=1)
    position = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[CalendarManager] = CalendarManager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Override(WorkspaceOwned):
    """Replaces every window of one local date; no windows: closed (B4)."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="overrides")
    date = models.DateField()
    windows = models.JSONField(default=list, blank=True)
    label = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["calendar", "date"], name="override_once_a_date")]

    def __str__(self) -> str:
        return f"{self.date} of calendar {self.calendar_id}"


class Absence(WorkspaceOwned):
    """Time the owner keeps free. It blocks new bookings; those there are stay."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="absences")
    start = models.DateTimeField()
    end = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("workspaces.User", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["start"]
        constraints = [models.CheckConstraint(condition=Q(start__lt=F("end")), name="absence_lasts")]
        indexes = [models.Index(fields=["calendar", "end"], name="absence_by_calendar")]

    def __str__(self) -> str:
        return f"{self.start} to {self.end}"
