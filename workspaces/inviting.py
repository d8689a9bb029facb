"""Asking people into a workspace, and their coming in (cards 80; rule 26; A22).

An invitation is a link in a mail: it proves the mailbox, works once, for seven days, for one address. Whoever has an
account logs in first; an account that exists is never edited.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cardsite.kit import throttle
from workspaces import audit, notices, preparing
from workspaces.access import may_give
from workspaces.models import Invitation, Membership, Role, User
from workspaces.models.invitation import runs_out
from workspaces.preparing import SetAside
from workspaces.refusals import AccountExists, AlreadyMember, InvitationGone, NotInvited, NotYours
from workspaces.roster import check_seat, hold, read_anew
from workspaces.scoping import inside

A_DAY: Final = 400
"""Mails that invite, of one workspace."""

TO_ONE_A_DAY: Final = 5
"""Mails that invite one address, of one workspace (T14)."""


@transaction.atomic
def invite(*, email: str, role: Role, by: Membership) -> Invitation:
    """Write it down and mail the link; who waits already gets another link, and perhaps another role.

    Raises `NotYours`, `AlreadyMember`, `SeatLimit`, `TooMany`.
    """
    workspace = hold(by.workspace_id)
    actor, address = read_anew(by), email.strip().lower()
    if not may_give(actor.role, role):
        raise NotYours
    if Membership.objects.filter(user__in=_people(address)).exists():
        raise AlreadyMember
    waiting = Invitation.objects.get_queryset().waiting()
    found = waiting.filter(email=address).first()
    if found is None:
        check_seat(workspace, more=waiting.open(timezone.now()).count())
        found = Invitation(email=address, role=role, by=actor.user)
    elif not may_give(actor.role, found.role):
        raise NotYours
    found.role = role
    _send(found, actor)
    audit.record("member.invite", address, actor=actor.user, after={"role": role})
    return found


@transaction.atomic
def resend(*, invitation: Invitation, by: Membership) -> Invitation:
    """Another link for seven days; the one before opens nothing. Raises `NotYours`, `InvitationGone`, `TooMany`."""
    actor, found = _held(invitation, by)
    _send(found, actor)
    audit.record("member.invite", found.email, actor=actor.user, after={"role": found.role, "again": True})
    return found


@transaction.atomic
def revoke(*, invitation: Invitation, by: Membership) -> None:
    """Its link opens nothing any more. Raises `NotYours`, `InvitationGone`."""
    actor, found = _held(invitation, by)
    found.revoked_at = timezone.now()
    found.save(update_fields=["revoked_at"])
    audit.record("member.uninvite", found.email, actor=actor.user, before={"role": found.role})


def find(token: str) -> Invitation:
    """Whatever workspace it is of, which no address says. Raises `InvitationGone`."""
    rows = Invitation.unscoped.select_related("workspace", "by").filter(digest=_digest(token))
    found = rows.first()
    if found is None or not found.is_open(timezone.now()):
        raise InvitationGone
    return found


def has_account(invitation: Invitation) -> bool:
    return _people(invitation.email).exists()


def is_for(invitation: Invitation, user: User) -> bool:
    """The invited address is one that this person has proved."""
    proved = EmailAddress.objects.filter(user=user, verified=True, email__iexact=invitation.email)
    return bool(proved.exists())


def waiting_for(invitation: Invitation) -> list[SetAside]:
    """What was prepared for them."""
    with inside(invitation.workspace_id):
        return preparing.set_aside([invitation.email]).get(invitation.email, [])


def member_with(email: str) -> Membership | None:
    """The member who has proved this address."""
    proved = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user")
    return Membership.objects.select_related("user").filter(user__in=proved).first()


def accept(*, invitation: Invitation, user: User) -> Membership:
    """Once, by whom it is for. Who is a member already keeps their role.

    Raises `NotInvited`, `InvitationGone`, `SeatLimit`.
    """
    with inside(invitation.workspace_id), transaction.atomic():
        workspace = hold(invitation.workspace_id)
        found = Invitation.objects.get(pk=invitation.pk)
        if not found.is_open(timezone.now()):
            raise InvitationGone
        if not is_for(found, user):
            raise NotInvited
        membership = Membership.objects.filter(user=user).first()
        if membership is None:
            check_seat(workspace)
            membership = Membership.objects.create(user=user, role=found.role)
        found.accepted_at = timezone.now()
        found.save(update_fields=["accepted_at"])
        audit.record("member.join", user.email, actor=user, after={"role": membership.role})
        preparing.welcome(membership, found.email)
        notices.joined(found, user)
    return membership


def accept_as_new(*, invitation: Invitation, name: str, password: str | None, language: str, zone: str) -> Membership:
    """An account for the invited address, which the link has proved, and with it the membership.

    Raises `AccountExists` besides what `accept` raises; then no account was made.
    """
    try:
        with transaction.atomic():
            if has_account(invitation):
                raise AccountExists
            user = User.objects.create_user(invitation.email, password or None, name=name, language=language, zone=zone)
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
            return accept(invitation=invitation, user=user)
    except IntegrityError:
        raise AccountExists from None


def _held(invitation: Invitation, by: Membership) -> tuple[Membership, Invitation]:
    """Who acts and what on, as they stand under the lock."""
    hold(by.workspace_id)
    actor = read_anew(by)
    found = Invitation.objects.get_queryset().waiting().filter(pk=invitation.pk).first()
    if found is None:
        raise InvitationGone
    if not may_give(actor.role, found.role):
        raise NotYours
    return actor, found


def _send(invitation: Invitation, by: Membership) -> None:
    """With a new token, which stands in the mail and nowhere else."""
    day, workspace = timedelta(days=1), by.workspace_id
    throttle.count(f"invite:{workspace}", limit=A_DAY, per=day)
    throttle.count(f"invite:{workspace}:{_digest(invitation.email)}", limit=TO_ONE_A_DAY, per=day)
    token = secrets.token_urlsafe(32)
    invitation.digest, invitation.expires_at = _digest(token), runs_out()
    invitation.save()
    notices.invited(invitation, token, by)


def _people(address: str) -> QuerySet[User]:
    """Whoever has the address, also one not proved yet."""
    return User.objects.filter(Q(email=address) | Q(emailaddress__email__iexact=address))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
