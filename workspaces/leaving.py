"""Somebody leaves: what they looked after goes to others, and with it nothing printed dies (cards 85).

Rooms that hold things of a member define on their `AppConfig`

    holds(*, membership) -> list[str]               what they look after, by name
    hand_over(*, membership, handover, by)          inside the transaction of the leaving
    destinations(*, membership) -> list[(url, name)]    where their visitors may be sent
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import transaction

from workspaces import audit, notices
from workspaces.access import may_give
from workspaces.models import Membership, User
from workspaces.refusals import NotYours
from workspaces.roster import check_owner_stays, hold, read_anew


class CannotForward(Exception):
    """A room would not send visitors to that address."""


class Fate(StrEnum):
    """What becomes of a leaver's cards."""

    STAY = "stay"
    FORWARD = "forward"
    PAUSE = "pause"


@dataclass(frozen=True)
class Handover:
    """`to` looks after everything from now on; none: owners and admins do. `until` ends the forwarding; none: never."""

    to: Membership | None = None
    fate: Fate = Fate.STAY
    forward_url: str = ""
    until: datetime | None = None


@transaction.atomic
def remove(*, membership: Membership, handover: Handover, by: Membership) -> None:
    """Out at the next request (A23). Raises `NotYours`, `LastOwner`, `NoMember`, and what the rooms refuse."""
    hold(membership.workspace_id)
    actor, leaver = read_anew(by), read_anew(membership)
    if actor.pk == leaver.pk or not may_give(actor.role, leaver.role):
        raise NotYours
    _part(leaver, handover, by=actor.user, verb="member.remove")
    notices.removed(leaver, by=actor.user)


@transaction.atomic
def leave(*, membership: Membership, handover: Handover) -> None:
    """Of one's own accord. Raises `LastOwner`, `NoMember`."""
    hold(membership.workspace_id)
    leaver = read_anew(membership)
    _part(leaver, handover, by=leaver.user, verb="member.leave")
    notices.left(leaver)


def held(membership: Membership) -> list[str]:
    """Everything the rooms know that this member looks after."""
    return [name for say in _said("holds") for name in say(membership=membership)]


def destinations(membership: Membership) -> list[tuple[str, str]]:
    return [one for say in _said("destinations") for one in say(membership=membership)]


def _part(leaver: Membership, handover: Handover, *, by: User, verb: str) -> None:
    check_owner_stays(leaver)
    if handover.to is not None and (handover.to.pk == leaver.pk or read_anew(handover.to) is None):
        raise NotYours
    things = held(leaver)
    for hand_over in _said("hand_over"):
        hand_over(membership=leaver, handover=handover, by=by)
    Membership.objects.filter(pk=leaver.pk).delete()
    to = handover.to.user.email if handover.to else ""
    audit.record(
        verb,
        leaver.user.email,
        actor=by,
        before={"role": leaver.role, "held": things},
        after={"fate": handover.fate, "to": to, "forward": handover.forward_url},
    )


def _said(name: str) -> list[Callable[..., Any]]:
    return [hook for app in apps.get_app_configs() if (hook := getattr(app, name, None))]
