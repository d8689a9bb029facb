"""Effects of the card room: what is drawn after a commit. Each takes ids and calls the module that knows."""

import json
from datetime import timedelta
from typing import Final

from django.utils import timezone

from cards import drawing, previews
from cards.models import Card, Code
from workspaces.models import Workspace
from workspaces.outbox import effect

#: Somebody may still hold a page, or have shared a link, that shows the picture before.
SHOWN_ON: Final = timedelta(days=1)


@effect()
def draw_code(*, code: int) -> None:
    if replaced := drawing.draw(code):
        _forget_later(Code.objects.get(pk=code).workspace, replaced)


@effect(lease=timedelta(seconds=45))
def draw_preview(*, card: int) -> None:
    if replaced := previews.draw(card):
        drawn = Card.objects.get(pk=card)
        _forget_later(drawn.workspace, replaced, wait=timedelta(0) if drawn.is_locked else SHOWN_ON)


@effect()
def forget_drawings(*, payload: str) -> None:
    """Remove pictures that were replaced, unless one came back into use."""
    drawing.forget(json.loads(payload))


def _forget_later(workspace: Workspace, names: list[str], *, wait: timedelta = SHOWN_ON) -> None:
    forget_drawings.enqueue(workspace=workspace, payload=json.dumps(names), due_at=timezone.now() + wait)
