"""What waits in a workspace for somebody who is invited, and becomes theirs when they join (cards 84).

Rooms that prepare things for people define on their `AppConfig`

    set_aside(*, emails) -> dict[str, list[SetAside]]   what waits, by address
    welcome(*, membership, email)                       inside the transaction of joining
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.apps import apps

from workspaces.models import Membership


@dataclass(frozen=True)
class SetAside:
    """A card. `address` is where visitors find it, `url` the page on which its person looks after it."""

    name: str
    title: str
    address: str
    language: str
    url: str
    is_public: bool


def set_aside(emails: Collection[str]) -> dict[str, list[SetAside]]:
    """In the open workspace, by address in small letters."""
    found: dict[str, list[SetAside]] = {}
    for app in apps.get_app_configs():
        if say := getattr(app, "set_aside", None):
            for email, things in say(emails=emails).items():
                found.setdefault(email, []).extend(things)
    return found


def welcome(membership: Membership, email: str) -> None:
    for app in apps.get_app_configs():
        if hand_on := getattr(app, "welcome", None):
            hand_on(membership=membership, email=email)
