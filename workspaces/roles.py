"""Who is what in a workspace: another role, another owner (cards 79, 80; rule 27).

Fresh log-ins are asked for by the views. Both people are read under the lock, so that of two owners who demote
each other in one moment the second is no owner any more.
"""

from django.db import transaction

from workspaces import audit, notices
from workspaces.access import may_give
from workspaces.models import Membership, Role
from workspaces.refusals import NotYours
from workspaces.roster import check_owner_stays, hold, read_anew


@transaction.atomic
def change_role(*, membership: Membership, role: Role, by: Membership) -> Membership:
    """In effect at the next request. Raises `NotYours`, `LastOwner`, `NoMember`."""
    hold(membership.workspace_id)
    actor, member = read_anew(by), read_anew(membership)
    if not (may_give(actor.role, member.role) and may_give(actor.role, role)):
        raise NotYours
    if role != Role.OWNER:
        check_owner_stays(member)
    return _set(member, role, actor)


@transaction.atomic
def hand_on_ownership(*, to: Membership, by: Membership) -> Membership:
    """The other person owns the workspace; who gave it away is an admin. Raises `NotYours`, `NoMember`."""
    hold(to.workspace_id)
    actor, heir = read_anew(by), read_anew(to)
    if actor.role != Role.OWNER or actor.pk == heir.pk:
        raise NotYours
    _set(heir, Role.OWNER, actor)
    return _set(actor, Role.ADMIN, actor)


def _set(member: Membership, role: Role, by: Membership) -> Membership:
    before = member.role
    if before == role:
        return member
    member.role = role
    member.save(update_fields=["role"])
    audit.record("member.role", member.user.email, actor=by.user, before={"role": before}, after={"role": role})
    notices.role_changed(member, before=Role(before), by=by.user)
    return member
