"""What of people and workspaces the back office shows (cards 89, 92)."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from workspaces import outbox, suspending
from workspaces.back_office import ReadOnly, Suspendable, staff_site
from workspaces.models import AuditEntry, Effect, Membership, User, Workspace
from workspaces.reasons import Reason


@admin.register(User, site=staff_site)
class UserAdmin(ReadOnly):
    list_display = ("email", "name", "joined_at", "last_login", "is_active", "is_staff")
    list_filter = ("is_staff", "is_active")
    search_fields = ("email", "name")
    ordering = ("-pk",)
    fields = ("email", "name", "language", "zone", "joined_at", "last_login", "is_active", "is_staff")


@admin.register(Workspace, site=staff_site)
class WorkspaceAdmin(Suspendable):
    list_display = ("slug", "name", "plan_key", "suspended_for", "language", "zone", "created_at")
    list_filter = ("plan_key", "suspended_for")
    search_fields = ("slug", "name")
    ordering = ("-pk",)

    def suspend(self, row: Any, *, reason: Reason, words: str, by: User) -> None:
        suspending.suspend(workspace=row, reason=reason, words=words, by=by)

    def restore(self, row: Any, *, by: User) -> None:
        suspending.restore(workspace=row, by=by)


@admin.register(Membership, site=staff_site)
class MembershipAdmin(ReadOnly):
    list_display = ("workspace", "user", "role", "joined_at", "last_used_at")
    list_select_related = ("workspace", "user")
    search_fields = ("workspace__slug", "user__email")
    ordering = ("-pk",)


@admin.register(AuditEntry, site=staff_site)
class AuditEntryAdmin(ReadOnly):
    list_display = ("at", "workspace", "actor", "verb", "target")
    list_select_related = ("workspace", "actor")
    search_fields = ("workspace__slug", "actor__email", "target")
    ordering = ("-pk",)


@admin.register(Effect, site=staff_site)
class EffectAdmin(ReadOnly):
    """The payload is not shown: it may hold a log-in code."""

    actions = ("try_again",)

    list_display = ("pk", "task", "state", "attempts", "due_at", "last_error")
    list_filter = ("state", "task")
    ordering = ("-pk",)
    exclude: ClassVar = ("payload",)

    @admin.action(description=gettext_lazy("Try again now"), permissions=["view"])
    def try_again(self, request: HttpRequest, rows: "QuerySet[Effect]") -> None:
        """Whatever was given up gets all its tries once more (cards 92)."""
        count = outbox.revive(rows)
        messages.success(request, ngettext("%d effect is tried again.", "%d effects are tried again.", count) % count)
