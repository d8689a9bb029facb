"""Drafts out of a file: all that were chosen, or none (cards 23)."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog
from django.db import transaction

from cards import creating, handle_rules, handles, photos, picturing
from cards.images import PictureRefused
from cards.importing.found import Candidate
from cards.models import Card, Photo
from cards.room import NoRoom
from cardsite.kit import throttle
from workspaces.models import User, Workspace

A_DAY: Final = 400
"""Cards one workspace makes of files in a day: two full files."""

A_FILE: Final = timedelta(days=1)
"""Longer than a file is kept to be looked at."""

PICTURES_MAX: Final = 20
"""Pictures that are decoded while somebody waits; the others are left out, and that is said before."""

log = structlog.get_logger(__name__)


class AlreadyMade(Exception):
    """The cards of this file were made before: a button was tapped twice."""


@dataclass(frozen=True)
class Made:
    cards: list[Card]
    pictures_lost: int


def make(*, workspace: Workspace, candidates: Sequence[Candidate], by: User, once: str) -> Made:
    """Drafts under addresses made of their names. `once`: a key by which the same file is not put in twice.

    Raises `AlreadyMade`, `PlanLimit`, `HandleRefused`, `TooMany`; then nothing was made. Call it outside a transaction:
    pictures are decoded first.
    """
    key = _claimed(once)
    kept: dict[int, Photo] = {}
    try:
        kept = _portraits(workspace, candidates, by)
        with transaction.atomic():
            cards = [_card(workspace, one, kept.get(place), by) for place, one in enumerate(candidates)]
    except BaseException:
        with suppress(Exception):  # the first failure is the one to tell
            throttle.give_back(key, per=A_FILE)
            for photo in kept.values():
                photos.erase(photo)
        raise
    return Made(cards, sum(one.photo is not None for one in candidates) - len(kept))


def _claimed(once: str) -> str:
    """The key of this file, taken before anything is done; whoever fails gives it back."""
    key = f"import:file:{once}"
    try:
        throttle.count(key, limit=1, per=A_FILE)
    except throttle.TooMany:
        raise AlreadyMade from None
    return key


def _card(workspace: Workspace, one: Candidate, portrait: Photo | None, by: User) -> Card:
    throttle.count(f"import:cards:{workspace.pk}", limit=A_DAY, per=timedelta(days=1))
    document = one.document.model_copy(update=_pictures(one))
    if portrait:
        document = document.model_copy(update={"portrait": portrait.pk})
    return creating.create(workspace=workspace, handle=free_handle(one), document=document, by=by, joins=not one.whole)


def _pictures(one: Candidate) -> dict[str, None]:
    """Of those it names only the ones this workspace has."""
    present = set(Photo.objects.filter(pk__in=one.document.photo_ids).values_list("pk", flat=True))
    named = {name: getattr(one.document, name) for name in ("portrait", "logo", "cover")}
    return {name: None for name, photo in named.items() if photo and photo not in present}


def free_handle(one: Candidate) -> str:
    """The one it had before where it is free, else one of its name; in scripts without Latin letters any."""
    for wish in (one.handle, one.document.name):
        if wish and (free := handle_rules.propose(wish, handles.is_taken)):
            return free[0]
    return f"card-{secrets.token_hex(4)}"


def _portraits(workspace: Workspace, candidates: Sequence[Candidate], by: User) -> dict[int, Photo]:
    """By the place of their card. One that cannot be kept is left out: the contact matters more."""
    kept: dict[int, Photo] = {}
    for place, one in enumerate(candidates):
        if one.photo is None or len(kept) == PICTURES_MAX:
            continue
        purpose = Photo.Purpose.PORTRAIT
        try:
            with picturing.turn():
                kept[place] = photos.keep(workspace=workspace, data=one.photo, purpose=purpose, by=by)
        except (PictureRefused, NoRoom):
            continue
        except (picturing.Busy, OSError):
            log.warning("import.picture_lost", workspace=workspace.pk)
    return kept
