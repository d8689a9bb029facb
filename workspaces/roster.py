"""A team that holds still: the workspace locked, and who is who read anew (cards 80, 88)."""

from workspaces.models import Membership, Role, Workspace
from workspaces.plans import Thing
from workspaces.refusals import LastOwner, NoMember, SeatLimit


def hold(workspace_id: int) -> Workspace:
    """Lock the workspace until the transaction ends: whoever changes its team waits here."""
    return Workspace.objects.select_for_update().get(pk=workspace_id)


def read_anew(membership: Membership) -> Membership:
    """As it stands under the lock. Raises `NoMember`."""
    found = Membership.objects.select_related("user", "workspace").filter(pk=membership.pk).first()
    if found is None:
        raise NoMember
    return found


def check_owner_stays(leaving: Membership) -> None:
    """Raises `LastOwner` when nobody else owns the workspace."""
    if is_last_owner(leaving):
        raise LastOwner


def is_last_owner(member: Membership) -> bool:
    others = Membership.objects.filter(role=Role.OWNER, user__is_active=True).exclude(pk=member.pk)
    return member.role == Role.OWNER and not others.exists()


def check_seat(workspace: Workspace, *, more: int = 0) -> None:
    """Room for one person besides the members and `more`; call it under the lock (A48). Raises `SeatLimit`."""
    limit = workspace.limit(Thing.MEMBERS)
    if limit is not None and Membership.objects.count() + more >= limit:
        raise SeatLimit(limit)
