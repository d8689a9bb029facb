"""What happened at a card (cards 64-67): no network address, no agent, nothing that names anybody."""

from django.db import models

from workspaces.scoping import WorkspaceOwned


class Event(WorkspaceOwned):
    """One act, or `times` the same act of the same somebody within one second.

    Kept for `EVENTS_KEPT_DAYS`; the totals of its day stay (cards 69).

    `visitor` is a digest by the salt of its UTC day, empty where the visitor asked not to be told apart (cards 67) or
    what happened has nobody. `filtered` says why it counts for nothing but the number of those left out.
    """

    class Kind(models.TextChoices):
        VIEW = "view"
        SCAN = "scan"
        SAVE = "save"
        CLICK = "click"
        SHARE = "share"
        LEAD = "lead"
        BOOKING = "booking"
        ORDER = "order"

    class Filtered(models.TextChoices):
        NO = ""
        CRAWLER = "crawler"
        PREVIEW = "preview"
        PREFETCH = "prefetch"
        NO_AGENT = "no-agent"
        MEMBER = "member"

    class Device(models.TextChoices):
        PHONE = "phone"
        TABLET = "tablet"
        DESKTOP = "desktop"
        UNKNOWN = ""

    card = models.ForeignKey("cards.Card", on_delete=models.CASCADE, related_name="+")
    code = models.ForeignKey("cards.Code", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    at = models.DateTimeField(help_text="UTC")
    times = models.PositiveIntegerField(default=1)
    visitor = models.CharField(max_length=22, blank=True)
    filtered = models.CharField(max_length=8, blank=True, choices=Filtered.choices, default=Filtered.NO)
    device = models.CharField(max_length=7, blank=True, choices=Device.choices, default=Device.UNKNOWN)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166, empty when unknown")
    referrer = models.CharField(max_length=100, blank=True, help_text="host alone")
    target = models.CharField(max_length=200, blank=True, help_text="what was clicked, or the way of sharing")

    class Meta:
        indexes = [
            models.Index(fields=["card", "at"], name="event_of_card"),
            models.Index(fields=["at"], name="event_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of card {self.card_id}"
