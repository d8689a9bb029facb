"""The picture of a service, sent with its form and kept square (cards 31)."""

import structlog
from django.utils.translation import gettext as _

from bookings.owner.service_forms import ServiceForm
from cards import photos, picturing
from cards.editor import limits
from cards.editor.photo_views import PHOTOS_AN_HOUR, refusal_words
from cards.images import PictureRefused
from cards.models import Photo
from workspaces.models import User

log = structlog.get_logger(__name__)


class NotKept(Exception):
    """Why the picture could not be kept, in words that say the remedy; `status` of the answer."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.words, self.status = words, status


def chosen(form: ServiceForm, *, by: User) -> Photo | None:
    """The picture the form asks for: a new one, the one that is there, or none. Raises `NotKept`, `TooMany`.

    Call it outside a transaction: decoding may take seconds.
    """
    file = form.cleaned_data["picture"]
    if file is None:
        return None if form.cleaned_data["without_picture"] else form.service.photo
    limits.count(form.workspace, "photo", an_hour=PHOTOS_AN_HOUR)
    purpose = Photo.Purpose.PORTRAIT
    try:
        with picturing.turn():
            return photos.keep(workspace=form.workspace, data=file.read(), purpose=purpose, by=by)
    except PictureRefused as refused:
        raise NotKept(refusal_words(refused, file), 422) from refused
    except picturing.Busy as busy:
        raise NotKept(_("Many pictures arrive just now. Try again in a moment."), 503) from busy
    except OSError as failed:
        log.exception("photo.not_stored", service=form.service.pk)
        raise NotKept(_("The picture could not be stored just now. Try again in a few minutes."), 507) from failed
