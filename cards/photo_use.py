"""Which pictures of a workspace are still named, and erasing those that are not (cards 32).

A document names them anywhere in its text; a row by a foreign key, whatever room it belongs to.
"""

import json
import re
import uuid
from datetime import datetime
from typing import Any, Final

from django.db.models import ForeignObjectRel, QuerySet

from cards import photos
from cards.models import Card, Code, Company, DraftStep, Photo, Publication
from workspaces.scoping import WorkspaceOwned, inside

_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def named_by(cards: "QuerySet[Card]") -> set[uuid.UUID]:
    """By drafts, publications and steps of these cards: the face's own pictures, those inside blocks, and in codes."""
    held: list[Any] = [cards.values_list("draft", flat=True)]
    held.append(Code.objects.filter(card__in=cards).values_list("style", flat=True))
    held += [
        model.objects.filter(card__in=cards).values_list("document", flat=True) for model in (Publication, DraftStep)
    ]
    return {found for rows in held for row in rows for found in _named_in(row)}


def named_by_company() -> set[uuid.UUID]:
    """By what the open workspace says once for all cards."""
    return {found for row in Company.objects.values_list("fields", flat=True) for found in _named_in(row)}


def _named_in(value: Any) -> set[uuid.UUID]:
    return {uuid.UUID(found) for found in _UUID.findall(json.dumps(value))}


def in_use() -> set[uuid.UUID]:
    """In the open workspace."""
    used = named_by(Card.objects.all()) | named_by_company()
    for relation in Photo._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and issubclass(relation.related_model, WorkspaceOwned):
            rows = relation.related_model.objects.values_list(relation.field.name, flat=True)
            used.update(pk for pk in rows if pk)
    return used


def erase_unused(*, before: datetime) -> int:
    """Pictures kept before then that nothing names any more. Says how many."""
    old = Photo.unscoped.filter(created_at__lt=before)
    erased = 0
    for workspace in old.order_by().values_list("workspace", flat=True).distinct():
        with inside(workspace):
            unused = Photo.objects.filter(created_at__lt=before).exclude(pk__in=in_use())
            for photo in unused:
                photos.erase(photo)
                erased += 1
    return erased
