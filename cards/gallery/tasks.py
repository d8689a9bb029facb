"""Effects of the gallery. Each takes ids or names and calls the module that knows."""

import json
from datetime import timedelta

from cards.gallery import developing, originals
from workspaces.outbox import effect


@effect(lease=timedelta(minutes=2))
def develop_picture(*, picture: int) -> None:
    developing.develop(picture)


@effect()
def forget_originals(*, payload: str) -> None:
    """Remove uploads whose rows are gone; safe to run twice."""
    originals.remove(json.loads(payload))
