"""Writing down who did what, in the transaction of the act itself (cards 87)."""

from typing import Any

from workspaces.models import AuditEntry, User


def record(
    verb: str,
    target: str,
    *,
    actor: User | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """One act in the open workspace. `verb` like `card.rename`; `target` names the thing, never a visitor."""
    return AuditEntry.objects.create(
        verb=verb, target=target[:120], actor=actor, before=before or {}, after=after or {}
    )
