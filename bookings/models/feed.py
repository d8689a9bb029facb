"""Other calendars of a host, read so that their busy times block ours (B35, B36)."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from workspaces.scoping import WorkspaceOwned


class Feed(WorkspaceOwned):
    """An ICS address. `read_at` is the last good reading; the copy of it stays while later ones fail."""

    calendar = models.ForeignKey("bookings.Calendar", on_delete=models.CASCADE, related_name="feeds")
    url = models.CharField(max_length=2000)
    name = models.CharField(max_length=80, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=40, blank=True, help_text="why the last try failed, as a key")
    skipped = models.PositiveIntegerField(default=0, help_text="events that could not be understood")
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the host was told of a long failure")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name or self.url


class FeedBusy(WorkspaceOwned):
    """One busy stretch of a feed."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="busy")
    calendar = models.ForeignKey("bookings.Calendar", on_delete=models.CASCADE, related_name="+")
    start = models.DateTimeField()
    end = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(start__lt=F("end")), name="feed_busy_lasts")]
        indexes = [models.Index(fields=["calendar", "end"], name="feed_busy_by_calendar")]

    def __str__(self) -> str:
        return f"{self.start} to {self.end}"
