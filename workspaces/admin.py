"""What of people and workspaces the back office shows (cards 89, 92)."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workspaces import looking, outbox, plan_page, suspending, trusting
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


class LookForm(forms.Form):
    """The reason is read by the owners."""

    reason = forms.CharField(
        label=gettext_lazy("Why do you look?"),
        max_length=200,
        help_text=gettext_lazy(
            "For example the number of the request. The owners read it in the log of their workspace."
        ),
    )


@admin.register(Workspace, site=staff_site)
class WorkspaceAdmin(Suspendable):
    list_display = ("slug", "name", "plan_key", "plan_override", "suspended_for", "language", "zone", "created_at")
    list_filter = ("plan_key", "plan_override", "suspended_for")
    search_fields = ("slug", "name")
    ordering = ("-pk",)

    change_form_template = "staff/workspace.html"
    actions = ("trust",)

    @admin.action(description=gettext_lazy("Lift the limits for new workspaces"), permissions=["view"])
    def trust(self, request: HttpRequest, rows: "QuerySet[Workspace]") -> None:
        """Known people, or somebody asked: no more limits on cards and links (cards 96)."""
        assert isinstance(request.user, User)
        count = sum(trusting.trust(workspace=row, by=request.user) for row in rows)
        said = ngettext("The limits of %d workspace are lifted.", "The limits of %d workspaces are lifted.", count)
        messages.success(request, said % count)

    def get_urls(self) -> list[Any]:
        look, stop = self.admin_site.admin_view(self.look), self.admin_site.admin_view(self.stop_looking)
        plan = self.admin_site.admin_view(self.plan)
        own = [
            path("<int:object_id>/plan/", plan, name="workspaces_workspace_plan"),
            path("stop-looking/", stop, name="stop_looking"),
            path("<int:object_id>/look/", look, name="workspaces_workspace_look"),
        ]
        return [*own, *super().get_urls()]

    def look(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Asks for the reason, then opens the workspace as its owner sees it (cards 91)."""
        row = get_object_or_404(Workspace, pk=object_id, erased_at=None)
        assert isinstance(request.user, User)
        form = LookForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                looking.begin(request.session, workspace=row, reason=form.cleaned_data["reason"], by=request.user)
            except looking.NotForStaff:
                form.add_error(None, _("One of our own people is a member there. Ask them."))
            else:
                return redirect("tray", row.slug)
        context = self.admin_site.each_context(request)
        context |= {"opts": self.opts, "row": row, "form": form, "title": str(row)}
        return TemplateResponse(request, "staff/look.html", context, status=422 if form.errors else 200)

    def plan(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What is used, and a plan of our own giving (P1)."""
        row = get_object_or_404(Workspace, pk=object_id, erased_at=None)
        return plan_page.page(request, row, self.admin_site.each_context(request) | {"opts": self.opts})

    def stop_looking(self, request: HttpRequest) -> HttpResponse:
        assert isinstance(request.user, User)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        looking.stop(request.session, by=request.user)
        messages.success(request, _("You stopped looking."))
        return redirect("admin:workspaces_workspace_changelist")

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


@admin.register(LogEntry, site=staff_site)
class LogEntryAdmin(ReadOnly):
    """What staff changed in these pages."""

    list_display = ("action_time", "user", "__str__")
    list_select_related = ("user", "content_type")
    search_fields = ("user__email", "object_repr")
    ordering = ("-pk",)


class Trouble(admin.SimpleListFilter):
    """What needs a look, apart from the many that went well."""

    title = gettext_lazy("trouble")
    parameter_name = "trouble"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("given-up", gettext_lazy("Given up")), ("again", gettext_lazy("Failed, and tried again by itself"))]

    def queryset(self, request: HttpRequest, rows: "QuerySet[Effect]") -> "QuerySet[Effect]":
        if self.value() == "given-up":
            return rows.filter(state=Effect.State.DEAD)
        if self.value() == "again":
            return rows.filter(state=Effect.State.OPEN).exclude(last_error="")
        return rows


@admin.register(Effect, site=staff_site)
class EffectAdmin(ReadOnly):
    """The payload is not shown: it may hold a log-in code."""

    actions = ("try_again",)

    list_display = ("pk", "task", "workspace", "state", "attempts", "created_at", "due_at", "last_error")
    list_select_related = ("workspace",)
    list_filter = (Trouble, "state", "task")
    search_fields = ("task", "last_error", "workspace__slug")
    ordering = ("-pk",)
    exclude: ClassVar = ("payload",)

    @admin.action(description=gettext_lazy("Try again now"), permissions=["view"])
    def try_again(self, request: HttpRequest, rows: "QuerySet[Effect]") -> None:
        """Whatever was given up gets all its tries once more (cards 92)."""
        count = outbox.revive(rows)
        messages.success(request, ngettext("%d effect is tried again.", "%d effects are tried again.", count) % count)
