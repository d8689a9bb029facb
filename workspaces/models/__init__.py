"""Tables of people and tenants, one module a subject."""

from workspaces.models.audit import AuditEntry
from workspaces.models.digest_letter import DigestLetter
from workspaces.models.effect import Effect
from workspaces.models.export import Export
from workspaces.models.invitation import Invitation
from workspaces.models.user import User
from workspaces.models.workspace import Membership, Role, Workspace

__all__ = [
    "AuditEntry",
    "DigestLetter",
    "Effect",
    "Export",
    "Invitation",
    "Membership",
    "Role",
    "User",
    "Workspace",
]
