"""A picture that came with a form: kept as renditions, or refused in words that say the remedy (cards 31)."""

import structlog
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from cards import photos, picturing, room_words
from cards.editor import limits
from cards.editor.photo_views import PHOTOS_AN_HOUR, refusal_words
from cards.images import PictureRefused
from cards.models import Photo
from cards.room import NoRoom
from workspaces.models import User, Workspace

log = structlog.get_logger(__name__)


class NotKept(Exception):
    """Why the picture could not be kept, in words that say the remedy; `status` of the answer."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.words, self.status = words, status


def keep(file: "UploadedFile[bytes]", *, workspace: Workspace, by: User, purpose: Photo.Purpose) -> Photo:
    """Raises `NotKept` and `TooMany`. Call it outside a transaction: decoding may take seconds."""
    limits.count(workspace, "photo", an_hour=PHOTOS_AN_HOUR)
    try:
        with picturing.turn():
            return photos.keep(workspace=workspace, data=file.read(), purpose=purpose, by=by)
    except PictureRefused as refused:
        raise NotKept(refusal_words(refused, file), 422) from refused
    except NoRoom as refused:
        raise NotKept(room_words.no_room(refused), 422) from refused
    except picturing.Busy as busy:
        raise NotKept(_("Many pictures arrive just now. Try again in a moment."), 503) from busy
    except OSError as failed:
        log.exception("photo.not_stored", workspace=workspace.pk)
        raise NotKept(_("The picture could not be stored just now. Try again in a few minutes."), 507) from failed
