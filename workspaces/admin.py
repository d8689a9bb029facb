"""The back office at `/staff/`: to look, not to change. Only for staff with a second factor (cards 89)."""

from collections.abc import Iterator
from typing import Any, ClassVar

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLResolver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workspaces.access import staff
from workspaces.models import AuditEntry, Effect, Membership, User, Workspace


class StaffSite(admin.AdminSite):
    """Django's admin behind our own log-in. It declares the policy `staff` on each of its views."""

    site_header = site_title = gettext_lazy("Back office")
    index_title = gettext_lazy("Everything, read only")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_staff and is_mfa_enabled(request.user))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not is_mfa_enabled(request.user):
                messages.warning(request, _("The back office asks for a second factor. Add one here first."))
                return redirect("mfa_index")
            answer: HttpResponseBase = inner(request, *args, **kwargs)
            return answer

        return staff(guarded)

    def get_urls(self) -> list[Any]:
        patterns = super().get_urls()
        for callback in _callbacks(patterns):
            view = getattr(callback, "__func__", callback)
            view.policy, view.login_url = "staff", settings.LOGIN_URL
        return patterns

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one log-in only, and whoever needs it was sent there already."""
        raise Http404

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_change_password")


def _callbacks(patterns: list[Any]) -> Iterator[Any]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _callbacks(pattern.url_patterns)
        else:
            yield pattern.callback


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # generic for mypy only
    """Rows of every workspace, none to be changed here."""

    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        manager = getattr(self.model, "unscoped", self.model._default_manager)
        rows: QuerySet[Model] = manager.get_queryset()
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


staff_site = StaffSite(name="admin")


@admin.register(User, site=staff_site)
class UserAdmin(ReadOnly):
    list_display = ("email", "name", "joined_at", "last_login", "is_active", "is_staff")
    list_filter = ("is_staff", "is_active")
    search_fields = ("email", "name")
    ordering = ("-pk",)
    fields = ("email", "name", "language", "zone", "joined_at", "last_login", "is_active", "is_staff")


@admin.register(Workspace, site=staff_site)
class WorkspaceAdmin(ReadOnly):
    list_display = ("slug", "name", "plan_key", "language", "zone", "created_at")
    search_fields = ("slug", "name")
    ordering = ("-pk",)


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

    list_display = ("pk", "task", "state", "attempts", "due_at", "last_error")
    list_filter = ("state", "task")
    ordering = ("-pk",)
    exclude: ClassVar = ("payload",)
