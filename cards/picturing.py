"""Setting a card's pictures: kept first, then named in the draft, so that undo and versions work (cards 22, 30, 31).

A picture that is replaced or removed stays stored as long as a step of the draft or a published version names it.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Final

from django.db import transaction

from cards import photos, publishing
from cards.company import released
from cards.content import CompanyField
from cards.images import Crop
from cards.models import Card, Photo
from cardsite.kit.taking_back import or_take_back
from workspaces.models import User

AT_ONCE: Final = 2
PATIENCE: Final = 10
"""Pictures one process decodes at the same time, and the seconds a further one waits for its turn."""

_turns: Final = BoundedSemaphore(AT_ONCE)


class Busy(Exception):
    """Too many pictures are being decoded; try again in a moment."""


def put(
    *, card: Card, purpose: Photo.Purpose, data: bytes, by: User | None, crop: Crop | None = None, alt: str = ""
) -> Photo:
    """Keep an upload and name it in the draft. Raises `images.PictureRefused`, `room.NoRoom`, `Busy`, `Deleted`.

    Call it outside a transaction: decoding may take seconds.
    """
    with turn():
        photo = photos.keep(workspace=card.workspace, data=data, purpose=purpose, by=by, crop=crop, alt=alt)
    with or_take_back(lambda: photos.erase(photo)):
        _name_in_draft(card, purpose, photo.pk, by)
    return photo


def remove(*, card: Card, purpose: Photo.Purpose, by: User | None) -> None:
    """Take the picture out of the draft; undo brings it back. Raises `Deleted`."""
    _name_in_draft(card, purpose, None, by)


def describe(*, photo: Photo, alt: str) -> None:
    """Other words for the same picture: wherever it is shown, published pages too."""
    with transaction.atomic():
        photo.alt = alt
        photo.save(update_fields=["alt"])
        photo.workspace.touch()  # copies of a card share their pictures


@transaction.atomic
def _name_in_draft(card: Card, purpose: Photo.Purpose, photo: uuid.UUID | None, by: User | None) -> None:
    """Under the card's lock, so that the newest draft is changed and no save can come between."""
    card.lock()
    own = released(card.document, {CompanyField.LOGO} if purpose is Photo.Purpose.LOGO else ())
    document = own.model_copy(update={purpose.value: photo})
    publishing.save(card=card, document=document, version=card.draft_version, by=by)


@contextmanager
def turn(patience: float | None = None) -> Iterator[None]:
    """Hold it while a picture is decoded; `patience` in seconds, else the usual ones. Raises `Busy`."""
    if not _turns.acquire(timeout=PATIENCE if patience is None else patience):
        raise Busy
    try:
        yield
    finally:
        _turns.release()
