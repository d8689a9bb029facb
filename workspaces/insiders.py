"""Whose session it is, when no request is at hand: members among the visitors of a workspace's cards (cards 65)."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import parse_cookie

from workspaces.models import Membership

_KEY: Final = re.compile(r"[a-z0-9]{8,40}")


def session_key(cookie: str) -> str:
    """Of a `Cookie` header; empty when it carries no session."""
    key = parse_cookie(cookie).get(settings.SESSION_COOKIE_NAME, "")
    return key if _KEY.fullmatch(key) else ""


def insiders(asked: Iterable[tuple[str, int]], now: datetime) -> set[tuple[str, int]]:
    """Of these pairs of session key and workspace, those in which a member is logged in. Two queries, or none."""
    pairs = {(key, workspace) for key, workspace in asked if key}
    if not pairs:
        return set()
    sessions = Session.objects.filter(session_key__in={key for key, _workspace in pairs}, expire_date__gt=now)
    people = {session.session_key: session.get_decoded().get(SESSION_KEY) for session in sessions}
    members = Membership.unscoped.filter(
        user__in={int(person) for person in people.values() if person},
        workspace__in={workspace for _key, workspace in pairs},
    )
    known = {(str(user), workspace) for user, workspace in members.values_list("user_id", "workspace_id")}
    return {(key, workspace) for key, workspace in pairs if (people.get(key), workspace) in known}
