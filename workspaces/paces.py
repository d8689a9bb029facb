"""Who in the open workspace is told of what by mail, and how soon: the one place that knows (cards 77; rule 26).

What somebody looks after goes to them alone; everything else to whoever wants it and whom it concerns.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cardsite.kit import signing
from cardsite.kit.signing import BadToken
from workspaces import letters
from workspaces.letters import Letter, Reader, one_line
from workspaces.models import Membership, Workspace
from workspaces.topics import Pace, Topic

AT_ONCE: Final = frozenset({Pace.AT_ONCE})
_VERSION: Final = 1
"""Of the links that turn letters off, which never grow old (RFC 8058): raised, all that were sent are dead."""


def topics() -> list[Topic]:
    """Of all rooms, in their order."""
    return [topic for app in apps.get_app_configs() for topic in getattr(app, "topics", ())]


def pace(membership: Membership, topic: Topic) -> Pace:
    return topic.pace(membership.role, membership.paces)


def told(
    topic: Topic,
    at: Collection[Pace] = AT_ONCE,
    *,
    keeper: int | None = None,
    concerns: Callable[[Membership], bool] | None = None,
) -> list[Membership]:
    """Active members whose pace is one of `at`, whom it `concerns`. `keeper`: the user who looks after it."""
    members = Membership.objects.select_related("user").filter(user__is_active=True).order_by("pk")
    kept = members.filter(user=keeper).first() if keeper else None
    if kept is not None:
        paces = {*at, Pace.MINE} if Pace.AT_ONCE in at else {*at}
        return [kept] if pace(kept, topic) in paces else []
    return [one for one in members if pace(one, topic) in at and (concerns is None or concerns(one))]


def workspaces_with(topic: Topic, wanted: Pace) -> "QuerySet[Workspace]":
    """Open ones where somebody chose that pace, which is nobody's usual one; for what begins by the clock."""
    chose = Membership.unscoped.filter(**{f"paces__{topic.key}": wanted.value})
    return Workspace.objects.filter(pk__in=chose.values("workspace"), deleted_at=None).order_by("pk")


def readers(members: Collection[Membership]) -> list[Reader]:
    return [letters.reader(one) for one in members]


def with_foot(letter: Letter, reader: Reader, topic: Topic, workspace: Workspace) -> Letter:
    """Why it came, where its reader says otherwise, and how to turn the topic off by one click (RFC 8058).

    In the active language. An address that belongs to no member has nothing to choose.
    """
    if not reader.membership:
        return letter
    because = _("You get this as a member of %(workspace)s.") % {"workspace": one_line(workspace.name)}
    choose = settings.BASE_URL + reverse("notifications", args=[workspace.slug])
    return replace(letter, because=because, choose=choose, off=off_url(topic, reader.membership))


def off_url(topic: Topic, membership: int) -> str:
    """Where the member turns these letters off, without logging in."""
    token = signing.token(_purpose(topic), membership, _VERSION)
    return f"{settings.BASE_URL}{reverse('letters_off', args=[topic.key, token])}"


def member_of(topic: Topic, token: str) -> Membership | None:
    """Whose letters of a topic a token turns off; none for a wrong one, and for whoever left."""
    try:
        pk, version = signing.read(_purpose(topic), token)
    except BadToken:
        return None
    if version != _VERSION:
        return None
    return Membership.unscoped.select_related("user", "workspace").filter(pk=pk, user__is_active=True).first()


def _purpose(topic: Topic) -> str:
    return f"letters-{topic.key}"
