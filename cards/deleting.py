"""Deleting a card with fourteen days to think again, then erasing what it said (cards 6, 7, 99)."""

import json
from datetime import datetime, timedelta
from typing import Final, TypeVar

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cards import dressing, files, handles, photo_use, photos, standing
from cards.content import Document
from cards.models import Attachment, Card, Code, DraftStep, Handle, Photo, Prepared, Publication
from cards.refusals import Erased
from workspaces import audit
from workspaces.models import User
from workspaces.scoping import inside

UNDO: Final = timedelta(days=14)
NAME_RESERVED: Final = timedelta(days=365)
Named = TypeVar("Named", Photo, Attachment)


@transaction.atomic
def delete(*, card: Card, by: User | None) -> Card:
    """Off the web at once; everything is kept until `erase_due`. Deleting twice changes nothing."""
    card.lock()
    if card.status == Card.Status.DELETED:
        return card
    card.status_before, card.status = card.status, Card.Status.DELETED
    card.deleted_at = timezone.now()
    card.save(update_fields=["status", "status_before", "deleted_at"])
    card.touch()
    audit.record("card.delete", f"card {card.pk}", actor=by, before={"handle": card.handle})
    return card


@transaction.atomic
def undelete(*, card: Card, by: User | None) -> Card:
    """As it was before, under the same name and codes. Raises `Erased`; `PlanLimit` where others took its place."""
    card.lock()
    if card.erased_at:
        raise Erased
    if card.status != Card.Status.DELETED:
        return card
    standing.check_room(card.workspace)
    card.status, card.status_before, card.deleted_at = card.status_before, "", None
    card.save(update_fields=["status", "status_before", "deleted_at"])
    card.touch()
    dressing.catch_up(card)
    audit.record("card.undelete", f"card {card.pk}", actor=by, after={"handle": card.handle})
    return card


def erase_due(now: datetime) -> int:
    """Erase what was deleted fourteen days ago and free names whose time is over. Says how many cards."""
    due = Card.unscoped.filter(status=Card.Status.DELETED, erased_at__isnull=True, deleted_at__lte=now - UNDO)
    erased = 0
    for card in due.order_by("pk").iterator():
        with inside(card.workspace_id):
            erased += _erase(card, now)
    handles.release(now)
    return erased


@transaction.atomic
def _erase(card: Card, now: datetime) -> bool:
    """Content, versions, steps, pictures and drawings go; handles and codes stay as tombstones.

    Rooms above erase what visitors left on it, by `erase_card` of their `AppConfig`.
    """
    card.lock()
    if card.status != Card.Status.DELETED or card.erased_at or card.deleted_at is None:
        return False
    pictures, drawings = [*_only_here(card, Photo)], _drawings(card)
    attached = [*_only_here(card, Attachment)]
    _blank(card, now)
    for app in apps.get_app_configs():
        if room := getattr(app, "erase_card", None):
            room(card=card, now=now)
    Publication.objects.filter(card=card).delete()
    DraftStep.objects.filter(card=card).delete()
    Prepared.objects.filter(card=card).delete()
    until = card.deleted_at + NAME_RESERVED
    Handle.objects.filter(card=card).update(state=Handle.State.TOMBSTONE, reserved_until=until)
    Code.objects.filter(card=card).update(label="", style={}, files={}, digest="", reason="")
    for photo in pictures:
        photos.erase(photo)
    for attachment in attached:
        files.erase(attachment)
    photos.remove_files.enqueue(workspace=card.workspace, payload=json.dumps(drawings))
    card.touch()
    audit.record("card.erase", f"card {card.pk}", actor=None)
    return True


def _blank(card: Card, now: datetime) -> None:
    card.published, card.preview, card.forward_url, card.name = None, {}, "", ""
    card.draft, card.password = Document().to_json(), ""
    card.erased_at = now
    card.save(update_fields=["published", "preview", "forward_url", "name", "draft", "password", "erased_at"])


def _drawings(card: Card) -> list[str]:
    """Drawings that only this card shows; file names follow from content, and a code's content from its text."""
    drawn = [name for code in card.codes.all() for name in code.files.values()]
    preview = card.preview.get("name")
    shared = preview and Card.objects.filter(preview__name=preview).exclude(pk=card.pk).exists()
    return drawn + ([preview] if preview and not shared else [])


def _only_here(card: Card, model: type[Named]) -> "QuerySet[Named]":
    """Photos or attachments that this card's documents name, and neither another card nor the company does."""
    mine = photo_use.named_by(Card.objects.filter(pk=card.pk))
    others = photo_use.named_by(Card.objects.exclude(pk=card.pk)) | photo_use.named_by_company() if mine else set()
    return model.objects.filter(pk__in=mine - others)
