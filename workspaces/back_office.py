"""The back office at `/staff/`: Django's admin behind our own log-in and a second factor (cards 89).

Rows are looked at, not changed. What staff does has a page of its own and goes through the domain's own functions.
"""

from collections.abc import Callable, Iterator
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLResolver, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workspaces.access import staff
from workspaces.models import User
from workspaces.reasons import Reason


class StaffSite(admin.AdminSite):
    """Django's admin behind our own log-in. It declares the policy `staff` on each of its views."""

    site_header = site_title = gettext_lazy("Back office")
    index_title = gettext_lazy("Everything of the service")
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


class SuspensionForm(forms.Form):
    reason = forms.ChoiceField(label=gettext_lazy("It is closed because …"), choices=Reason.choices)
    words = forms.CharField(
        label=gettext_lazy("What the owner should know"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Sent to the owners with the reason."),
    )


class Suspendable(ReadOnly):
    """Rows with `suspended_for` that staff closes and opens again, giving a reason (cards 90).

    Each kind says how: `suspend(row, reason=…, words=…, by=…)` and `restore(row, by=…)`.
    """

    change_form_template = "staff/suspendable.html"

    suspend: Callable[..., None]
    restore: Callable[..., None]

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_suspension"
        page = self.admin_site.admin_view(self.suspension)
        return [path("<path:object_id>/suspension/", page, name=name), *super().get_urls()]

    def suspension(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        assert isinstance(request.user, User)
        form = SuspensionForm(request.POST or None)
        back = redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", row.pk)
        if request.method == "POST" and "restore" in request.POST:
            self.restore(row, by=request.user)
            messages.success(request, _("It is open again; its owners are told."))
            return back
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            self.suspend(row, reason=Reason(said["reason"]), words=said["words"], by=request.user)
            messages.success(request, _("It is closed; its owners are told why."))
            return back
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "row": row,
            "form": form,
            "title": str(row),
        }
        return TemplateResponse(request, "staff/suspension.html", context, status=422 if form.errors else 200)


staff_site = StaffSite(name="admin")
