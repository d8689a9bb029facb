"""What people outside still wait for when something is deleted: appointments to come, orders under way (cards 99).

Rooms that make agreements with people define on their `AppConfig`

    waiting(*, card) -> Waiting | None     in the open workspace, or on one card of it, by its id
    call_off(*, workspace, by)              inside the transaction that deletes the workspace
"""

from dataclasses import dataclass

from django.apps import apps

from workspaces.models import User, Workspace


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
    for app in apps.get_app_configs():
        if room := getattr(app, "call_off", None):
            room(workspace=workspace, by=by)
