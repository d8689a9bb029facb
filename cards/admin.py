"""What of the cards the back office shows: search by handle, code, name or address; reports (cards 89, 90, 93)."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from cards import handle_rules, suspending
from cards.models import Card, Report, ReservedHandle
from cards.reporting import receiving
from cards.reserving_form import ReservedHandleForm
from workspaces.back_office import ReadOnly, Suspendable, staff_site
from workspaces.models import Membership, User
from workspaces.reasons import Reason
from workspaces.scoping import inside


@admin.register(Card, site=staff_site)
class CardAdmin(Suspendable):
    """Found by handle, printed code, name, a person's e-mail address, or a whole address of ours."""

    list_display = ("handle", "name", "status", "suspended_for", "workspace", "first_published_at")
    list_filter = ("status", "suspended_for")
    list_select_related = ("workspace",)
    search_fields = ("handle", "name")
    ordering = ("-pk",)
    fields = (
        "handle",
        "name",
        "workspace",
        "status",
        "suspended_for",
        "first_published_at",
        "created_at",
        "deleted_at",
    )

    def get_search_results(self, request: HttpRequest, rows: Any, search_term: str) -> tuple[Any, bool]:
        found, several = super().get_search_results(request, rows, search_term)
        term = search_term.strip()
        if "@" in term:
            members = Card.unscoped.filter(workspace__in=_workspaces_of(term))
            return rows.filter(Q(pk__in=members)), False
        at = receiving.card_at(term) or receiving.card_at(f"/q/{term}")
        return (found | rows.filter(pk=at.pk), several) if at else (found, several)

    def suspend(self, row: Any, *, reason: Reason, words: str, by: User) -> None:
        with inside(row.workspace_id):
            suspending.suspend(card=row, reason=reason, words=words, by=by)
        for report in Report.objects.filter(card=row, state=Report.State.OPEN):
            receiving.uphold(report=report, by=by)

    def restore(self, row: Any, *, by: User) -> None:
        with inside(row.workspace_id):
            suspending.restore(card=row, by=by)


@admin.register(Report, site=staff_site)
class ReportAdmin(ReadOnly):
    """The queue: closing the card upholds what is open about it, the act below dismisses."""

    list_display = ("at", "category", "url", "card", "state", "decided_by")
    list_filter = ("state", "category")
    list_select_related = ("card", "decided_by")
    search_fields = ("url", "email")
    ordering = ("-pk",)
    exclude: ClassVar = ("key",)
    actions = ("dismiss",)

    @admin.action(description=gettext_lazy("Nothing to do: tell whoever reported it"), permissions=["view"])
    def dismiss(self, request: HttpRequest, rows: "QuerySet[Report]") -> None:
        assert isinstance(request.user, User)
        count = sum(receiving.dismiss(report=report, by=request.user) for report in rows)
        messages.success(request, ngettext("%d report is decided.", "%d reports are decided.", count) % count)


@admin.register(ReservedHandle, site=staff_site)
class ReservedHandleAdmin(ReadOnly):
    """Names kept from being taken, added and given up here (cards 92); a card that has one keeps it."""

    list_display = ("name", "reason", "by", "at")
    list_select_related = ("by",)
    search_fields = ("name", "reason")
    form = ReservedHandleForm

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["name", "reason", "by", "at"] if obj else ["name", "reason", "anyway"]

    def save_model(self, request: HttpRequest, obj: ReservedHandle, form: Any, change: bool) -> None:
        assert isinstance(request.user, User)
        obj.folded, obj.by = handle_rules.fold(obj.name), request.user
        super().save_model(request, obj, form, change)


def _workspaces_of(email: str) -> Any:
    return Membership.unscoped.filter(user__email=email.lower()).values("workspace")
