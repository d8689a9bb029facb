"""How a workspace treats its leads: how long they are kept (cards 77)."""

from typing import Any, ClassVar, Final

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from audience.models import LeadSettings
from workspaces import audit
from workspaces.access import allowed, needs
from workspaces.models import User, Workspace

MONTHS: Final[list[tuple[int, str | Promise]]] = [
    (3, gettext_lazy("3 months")),
    (6, gettext_lazy("6 months")),
    (12, gettext_lazy("1 year")),
    (24, gettext_lazy("2 years")),
    (36, gettext_lazy("3 years")),
    (60, gettext_lazy("5 years")),
]


class LeadSettingsForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for mypy only
    kept_months = forms.TypedChoiceField(
        label=gettext_lazy("Keep leads for"),
        choices=MONTHS,
        coerce=int,
        help_text=gettext_lazy(
            "After the last change. Then the details are erased; the counts stay. Visitors read it beside the form."
        ),
    )

    class Meta:
        model = LeadSettings
        fields: ClassVar = ["kept_months"]

    @transaction.atomic
    def save_changes(self, workspace: Workspace, by: User) -> None:
        if not self.changed_data:
            return
        values = {name: self.cleaned_data[name] for name in self.changed_data}
        LeadSettings.objects.update_or_create(workspace=workspace, defaults=values)
        before = {name: self.initial[name] for name in self.changed_data}
        audit.record("leads.settings", f"workspace {workspace.pk}", actor=by, before=before, after=values)


@needs("workspace.view", post="workspace.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def lead_settings(request: HttpRequest) -> HttpResponse:
    """Who may not change them reads them."""
    assert isinstance(request.user, User)
    workspace: Workspace = request.workspace  # type: ignore[attr-defined]  # set by the middleware
    form = LeadSettingsForm(request.POST or None, instance=LeadSettings.here())
    if request.method == "POST" and form.is_valid():
        form.save_changes(workspace, request.user)
        messages.success(request, _("Saved."))
        return redirect("lead_settings", workspace.slug)
    may_edit = allowed(request.membership.role, "workspace.edit")  # type: ignore[attr-defined]
    for field in form.fields.values():
        field.disabled = not may_edit
    context: dict[str, Any] = {"form": form, "may_edit": may_edit}
    return render(request, "audience/owner/lead_settings.html", context, status=422 if form.errors else 200)
