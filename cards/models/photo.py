"""A picture of the workspace, kept only as our own renditions (cards 31)."""

import uuid
from typing import TypedDict

from django.db import models
from django.utils import timezone

from workspaces.scoping import WorkspaceOwned


class Rendition(TypedDict):
    """Storage names of one size."""

    webp: str
    jpeg: str
    height: int


class Photo(WorkspaceOwned):
    """`renditions` maps a width in pixels (as text) to its files; the original is not kept."""

    class Purpose(models.TextChoices):
        PORTRAIT = "portrait"
        LOGO = "logo"
        COVER = "cover"
        PRODUCT = "product"
        GALLERY = "gallery"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    alt = models.CharField(max_length=300, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    renditions: "models.JSONField[dict[str, Rendition], dict[str, Rendition]]" = models.JSONField(default=dict)
    colour = models.CharField(max_length=7, blank=True, help_text="average, as #rrggbb")
    size = models.PositiveIntegerField(default=0, help_text="bytes of all renditions")
    by = models.ForeignKey("workspaces.User", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"
