"""Staff looks at a workspace as its owner sees it: with a reason, for half an hour, only looking (cards 91; A72; T37).

This module is the one place that says what may be looked at. Nothing can be sent, and a right that is not named here
is closed: a new one must be thought about first.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from workspaces import audit
from workspaces.models import Membership, Role, User, Workspace
from workspaces.scoping import inside

FOR: Final = timedelta(minutes=30)
VERB: Final = "staff.look"
_KEY: Final = "looking"

RIGHTS: Final = frozenset(
    {
        *("workspace.view", "cards.view", "cards.edit", "cards.create", "bookings.view", "bookings.edit"),
        *("shop.view", "shop.edit", "orders.view", "orders.edit", "leads.view", "leads.edit"),
    }
)
"""Rights whose pages may be looked at. Members, billing, deletion and export are none of them."""

CLOSED: Final = frozenset(
    {
        *("card_password", "calendar_feeds", "shop_number"),  # what lets somebody in, or sends orders elsewhere
        *("card_export", "orders_export", "products_export", "lead_contact"),  # what leaves the house
        *("workspace_deletion", "notifications"),
    }
)

FRAMED: Final = frozenset({"card_preview", "card_version", "card_miniature", "card_signature_sample"})
"""The card as visitors see it, in frames of pages that have the banner: opened by itself it would have none."""


class NotForStaff(Exception):
    """Somebody of our own is a member there."""


@dataclass(frozen=True)
class Look:
    """Of one staff member at one workspace, until then."""

    workspace: Workspace
    until: datetime


def begin(session: SessionBase, *, workspace: Workspace, reason: str, by: User) -> None:
    """Raises `NotForStaff`. The owners read about it in their log; our people have one name there."""
    if _ours(workspace):
        raise NotForStaff
    until = timezone.now() + FOR
    with transaction.atomic(), inside(workspace):
        audit.record(VERB, workspace.slug, actor=by, after={"reason": reason, "until": f"{until:%Y-%m-%d %H:%M} UTC"})
    session[_KEY] = {"workspace": workspace.pk, "until": int(until.timestamp())}


def stop(session: SessionBase, *, by: User) -> None:
    """Also after the time is over; twice is once."""
    kept = session.pop(_KEY, None)
    workspace = Workspace.objects.filter(pk=kept["workspace"]).first() if kept else None
    if workspace is not None:
        with inside(workspace):
            audit.record("staff.stop", workspace.slug, actor=by)


def current(request: HttpRequest, slug: str) -> Look | None:
    """The look under way at this workspace; asked on every request, with all that it depends on."""
    user = request.user
    if not (isinstance(user, User) and user.is_staff and (kept := request.session.get(_KEY))):
        return None
    until = datetime.fromtimestamp(kept["until"], UTC)
    workspace = Workspace.objects.filter(pk=kept["workspace"], slug=slug).first()
    if workspace is None or until <= timezone.now() or not is_mfa_enabled(user) or _ours(workspace):
        return None
    return Look(workspace, until)


def membership(look: Look, user: User) -> Membership:
    """What an owner would have; never saved."""
    return Membership(workspace=look.workspace, user=user, role=Role.OWNER)


def may(method: str | None, right: str, name: str | None) -> bool:
    """Whether an address may be looked at."""
    return method in {"GET", "HEAD"} and right in RIGHTS and name not in CLOSED


def bare(request: HttpRequest, name: str | None) -> bool:
    """Whether this would be a page without the banner."""
    return name in FRAMED and request.headers.get("Sec-Fetch-Dest") == "document"


def _ours(workspace: Workspace) -> bool:
    return Membership.unscoped.filter(workspace=workspace, user__is_staff=True).exists()
