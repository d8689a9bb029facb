"""Deleting one's account: shut at once, fourteen days to think again, then erased (cards 99)."""

from contextlib import suppress
from datetime import datetime
from typing import Final

import structlog
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from cardsite.kit import signing
from workspaces import leaving
from workspaces.deleting import UNDO, erased_on
from workspaces.erasing import BACKUP_DAYS, end_sessions
from workspaces.leaving import Handover
from workspaces.letters import Letter, subject
from workspaces.models import AuditEntry, Effect, Membership, Role, User, Workspace
from workspaces.refusals import LastOwner
from workspaces.scoping import inside
from workspaces.service_mail import send

log = structlog.get_logger(__name__)

PURPOSE: Final = "account-undelete"


class RulesAlone(Exception):
    """Without this person nobody could rule these workspaces: hand them over first, or delete them."""

    def __init__(self, workspaces: list[Workspace]) -> None:
        super().__init__(", ".join(str(workspace.pk) for workspace in workspaces))
        self.workspaces = workspaces


class TooLate(Exception):
    """The link was used, is too old, or was never one."""


@transaction.atomic
def delete(*, user: User) -> None:
    """Nobody can log in any more; sessions end. A mail holds the way back. Raises `RulesAlone`."""
    if alone := _ruled_alone(user):
        raise RulesAlone(alone)
    user.is_active, user.deleted_at = False, timezone.now()
    user.save(update_fields=["is_active", "deleted_at"])
    end_sessions([user.pk])
    _tell_deleted(user)


@transaction.atomic
def undelete(token: str) -> User:
    """By the link of the mail. Raises `TooLate`."""
    user = deleted_by(token)
    user.is_active, user.deleted_at = True, None
    user.save(update_fields=["is_active", "deleted_at"])
    return user


def deleted_by(token: str) -> User:
    """Whom a link would bring back. Raises `TooLate`."""
    try:
        pk, version = signing.read(PURPOSE, token)
    except signing.BadToken as wrong:
        raise TooLate from wrong
    user = User.objects.filter(pk=pk, deleted_at__gt=timezone.now() - UNDO).first()
    if user is None or _version(user) != version:
        raise TooLate
    return user


def erase_due(now: datetime) -> int:
    """Everybody whose account was deleted fourteen days ago. Says how many."""
    due = list(User.objects.filter(deleted_at__lte=now - UNDO).order_by("pk"))
    return sum(_tried(user, now) for user in due)


def _tried(user: User, now: datetime) -> bool:
    """One that fails holds up nobody else, and is tried again at the next call."""
    try:
        _erase(user, now)
    except Exception:
        log.exception("erasure_failed", user=user.pk)
        return False
    return True


def _ruled_alone(user: User) -> list[Workspace]:
    """Their owners are locked: two that leave in one moment do not both pass."""
    mine = Membership.unscoped.filter(user=user, role=Role.OWNER, workspace__deleted_at__isnull=True)
    ids = list(mine.order_by().values_list("workspace", flat=True))
    owners = Membership.unscoped.filter(workspace__in=ids, role=Role.OWNER).select_for_update(of=("self",))
    others = {one.workspace_id for one in owners.order_by("pk") if one.user_id != user.pk and _active(one)}
    return list(Workspace.objects.filter(pk__in=set(ids) - others).order_by("name"))


def _active(membership: Membership) -> bool:
    return User.objects.filter(pk=membership.user_id, is_active=True).exists()


def _version(user: User) -> int:
    return int(user.deleted_at.timestamp()) if user.deleted_at else 0


@transaction.atomic
def _erase(user: User, now: datetime) -> None:
    """The row goes with memberships, addresses, passkeys; what others wrote down of the address is blanked."""
    address, language = user.email, user.language
    for app in apps.get_app_configs():
        if room := getattr(app, "forget_person", None):
            room(user=user)
    _part(user)
    _forget_in_audit(address)
    Effect.objects.filter(payload__contains=address).delete()
    Effect.objects.filter(last_error__contains=address).update(last_error="")
    end_sessions([user.pk])
    user.delete()
    _prove(address, language, now)


def _forget_in_audit(address: str) -> None:
    """Entries that say the address go: they are never changed, not even here."""
    texts = AuditEntry.unscoped.annotate(b=Cast("before", TextField()), a=Cast("after", TextField()))
    named = texts.filter(Q(target__icontains=address) | Q(b__icontains=address) | Q(a__icontains=address))
    AuditEntry.unscoped.filter(pk__in=list(named.values_list("pk", flat=True))).delete()


def _part(user: User) -> None:
    """From every workspace, as if they had left: what they looked after goes to others."""
    for membership in Membership.unscoped.filter(user=user).select_related("workspace", "user"):
        with inside(membership.workspace_id), suppress(LastOwner):
            leaving.leave(membership=membership, handover=Handover())


def _tell_deleted(user: User) -> None:
    token = signing.token(PURPOSE, user.pk, _version(user))
    assert user.deleted_at
    with translation.override(user.language):
        day = formats.date_format(erased_on(user.deleted_at), "DATE_FORMAT")
        heading = _("Your account was deleted")
        said = [
            _("Nobody can log in with it any more, and you are logged out everywhere."),
            _("Until %(day)s you can take it back by this link. Then it is erased.") % {"day": day},
        ]
        links = [(_("Take the account back"), settings.BASE_URL + reverse("account_undelete", args=[token]))]
        send(Letter(subject(heading), heading, said, [], links, signed=settings.SITE_NAME), user.email)


def _prove(address: str, language: str, now: datetime) -> None:
    with translation.override(language):
        heading = _("Your account is erased")
        said = [
            _("On %(day)s (UTC) we erased your name, picture, address, passwords, passkeys and memberships.")
            % {"day": formats.date_format(now, "DATETIME_FORMAT")},
            _("Backups that still hold it are overwritten within %(days)d days.") % {"days": BACKUP_DAYS},
            _("This is the last mail about it."),
        ]
        send(Letter(subject(heading), heading, said, [], signed=settings.SITE_NAME), address)
