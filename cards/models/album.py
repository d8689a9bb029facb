"""Albums of a workspace and the pictures in them (cards 30-32)."""

from typing import ClassVar

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from workspaces.scoping import ScopedManager, ScopedQuerySet, WorkspaceOwned, current_workspace_id


class AlbumQuerySet(ScopedQuerySet["Album"]):
    def shown(self) -> "AlbumQuerySet":
        """What visitors see: not hidden, with something in it."""
        ready = AlbumPhoto.objects.filter(album=OuterRef("pk"), state=AlbumPhoto.State.READY)
        return self.filter(Exists(ready), hidden=False)

    def counted(self) -> "AlbumQuerySet":
        """With the `number` of pictures that are ready."""
        ready = Count("pictures", filter=Q(pictures__state=AlbumPhoto.State.READY))
        return self.annotate(number=ready).order_by("position", "pk")  # grouped rows forget the usual order


class AlbumManager(ScopedManager["Album"]):
    def get_queryset(self) -> AlbumQuerySet:
        return AlbumQuerySet(self.model, using=self._db).filter(workspace_id=current_workspace_id())


class Album(WorkspaceOwned):
    """Pictures in an order, at an address of their own. Without a `cover` the first picture is its face.

    `copyright` is said under every picture. `credited`: what a file itself says of its rights is kept as text.
    """

    slug = models.SlugField(max_length=60, allow_unicode=False)
    title = models.CharField(max_length=120)
    copyright = models.CharField(max_length=200, blank=True)
    credited = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)
    cover = models.ForeignKey("cards.AlbumPhoto", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    hidden = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[AlbumManager] = AlbumManager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["workspace", "slug"], name="album_slug_once")]

    def __str__(self) -> str:
        return self.title


class AlbumPhoto(WorkspaceOwned):
    """A picture of an album, from its upload on. It has an `original` until it is developed, a `photo` from then on.

    `filename` helps its owner to know it again; no visitor reads it. `reason` says why it was refused.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        READY = "ready"
        REFUSED = "refused"

    album = models.ForeignKey(Album, on_delete=models.CASCADE, related_name="pictures")
    photo = models.ForeignKey("cards.Photo", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=20, blank=True)
    original = models.CharField(max_length=80, blank=True, help_text="name among the originals")
    original_size = models.PositiveIntegerField(default=0, help_text="bytes, while it is kept")
    filename = models.CharField(max_length=200, blank=True)
    caption = models.CharField(max_length=300, blank=True)
    alt = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=300, blank=True, help_text="what the file said of its rights")
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="ready", photo__isnull=False) | (~Q(state="ready") & Q(photo__isnull=True)),
                name="album_photo_ready_with_photo",
            ),
        ]
        indexes = [models.Index(fields=["album", "position", "id"], name="album_photo_in_order")]

    def __str__(self) -> str:
        return f"picture {self.pk} of album {self.album_id}"
