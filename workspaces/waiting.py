"""What people outside still wait for when something is deleted: appointments to come, orders under way (cards 99).

Rooms that make agreements with people define on their `AppConfig`

    waiting(*, card) -> Waiting | None     in the open workspace, or on one card of it, by its id
    call_off(*, by)                        an effect: who waits is told that nothing comes of it; `by` is a user's id
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.apps import apps
from django.utils import timezone

from workspaces.models import User, Workspace

ONCE_MORE: Final = timedelta(minutes=1)
"""After so long no form is under way any more that was sent before the workspace was gone."""


@dataclass(frozen=True)
class Waiting:
    """`words` like "3 coming bookings", the name of the owner's page of them, and how many of them no mail reaches."""

    words: str
    place: str
    unreached: int


def waiting(*, card: int | None = None) -> list[Waiting]:
    """What each room says; nothing where nobody waits."""
    said = [ask(card=card) for app in apps.get_app_configs() if (ask := getattr(app, "waiting", None))]
    return [one for one in said if one]


def call_off(*, workspace: Workspace, by: User) -> None:
    """Inside the transaction that deletes the workspace; once more for what was on its way in that moment."""
    now = timezone.now()
    for app in apps.get_app_configs():
        if room := getattr(app, "call_off", None):
            for due_at in (now, now + ONCE_MORE):
                room.enqueue(workspace=workspace, due_at=due_at, by=by.pk)
