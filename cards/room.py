"""How many bytes of pictures and files a workspace holds, and how many its plan allows (cards 32, 88)."""

from dataclasses import dataclass

from django.db.models import Sum

from cards.models import AlbumPhoto, Attachment, Photo
from workspaces import plans
from workspaces.models import Workspace


class NoRoom(Exception):
    """The plan allows no more; `limit` in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass(frozen=True)
class Room:
    """Bytes; `limit` None: without end."""

    used: int
    limit: int | None

    def check(self, more: int) -> None:
        """Raises `NoRoom`."""
        if self.limit is not None and self.used + more > self.limit:
            raise NoRoom(self.limit)


def used() -> int:
    """By the open workspace: all renditions, the originals that wait, and the PDFs of cards."""
    kept = Photo.objects.aggregate(bytes=Sum("size"))["bytes"] or 0
    kept += Attachment.objects.aggregate(bytes=Sum("size"))["bytes"] or 0
    waiting = AlbumPhoto.objects.aggregate(bytes=Sum("original_size"))["bytes"] or 0
    return kept + waiting


def of(workspace: Workspace) -> Room:
    """As it is now."""
    return Room(used(), workspace.limit(plans.Thing.MEDIA_BYTES))


def locked(workspace: Workspace) -> Room:
    """The same under the workspace's lock, so that two who come at once cannot both be the last (A48).

    Whoever adds bytes asks here, in the transaction that writes their row.
    """
    return of(Workspace.objects.select_for_update().get(pk=workspace.pk))
