"""What is kept only for a time (cards 69, 101; `docs/operations.md` tells how long)."""

from datetime import datetime, timedelta
from typing import Final

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from workspaces.models import AuditEntry, DigestLetter

AUDIT_KEPT: Final = timedelta(days=2 * 365)
DIGESTS_KEPT: Final = timedelta(days=60)
"""That one was sent; far longer than an effect is tried."""
BATCH: Final = 5_000


def purge_audit(now: datetime) -> int:
    """Entries two years old, a batch at a time: no statement may take five seconds (rule 16). Says how many."""
    old = AuditEntry.unscoped.filter(at__lt=now - AUDIT_KEPT).order_by("pk").values_list("pk", flat=True)
    gone = 0
    while pks := list(old[:BATCH]):
        gone += AuditEntry.unscoped.filter(pk__in=pks).delete()[0]
    return gone


def purge_sessions(now: datetime) -> None:
    """Sessions whose time is over, and what was said of their devices."""
    Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def purge_digests(now: datetime) -> None:
    """That a digest was sent; nobody writes that day's again."""
    DigestLetter.unscoped.filter(day__lt=(now - DIGESTS_KEPT).date()).delete()
