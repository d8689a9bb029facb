"""Asking for the codes and sheets of many cards; an effect makes the file (cards 48; plan feature bulk print)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db import IntegrityError, transaction

from cards.models import Card, PrintBundle
from cards.printing import making
from cardsite.kit import throttle
from workspaces import audit
from workspaces.models import User, Workspace
from workspaces.outbox import effect

CARDS_MAX: Final = 500
"""In one bundle."""

A_DAY: Final = 20


class AlreadyMaking(Exception):
    """One at a time."""


@effect(lease=timedelta(minutes=30), tries=3)
def make_bundle(*, bundle: int) -> None:
    row = PrintBundle.objects.filter(pk=bundle, state=PrintBundle.State.WORKING).first()
    if row is not None:
        making.make(row)


def ask(*, workspace: Workspace, cards: Sequence[Card], parts: Sequence[str], by: User) -> PrintBundle:
    """Raises `AlreadyMaking`, and `TooMany` after twenty a day."""
    if PrintBundle.objects.filter(state=PrintBundle.State.WORKING).exists():
        raise AlreadyMaking
    throttle.count(f"print:{workspace.pk}", limit=A_DAY, per=timedelta(days=1))
    try:
        with transaction.atomic():
            ids = [card.pk for card in cards][:CARDS_MAX]
            bundle = PrintBundle.objects.create(cards=ids, parts=list(parts), total=len(ids), by=by)
            audit.record("cards.print", f"{len(ids)} cards", actor=by, after={"parts": list(parts)})
            make_bundle.enqueue(workspace=workspace, bundle=bundle.pk)
    except IntegrityError as error:
        raise AlreadyMaking from error
    return bundle
