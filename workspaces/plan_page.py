"""The page of the back office on which staff sees what a workspace uses of its plan, and gives it another (P1)."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workspaces import granting, plan_words, usage
from workspaces.models import User, Workspace
from workspaces.plans import PLANS, Thing
from workspaces.scoping import inside

MEMBERS_MOST: Final = 500


class PlanForm(forms.Form):
    plan = forms.ChoiceField(label=gettext_lazy("Plan"))
    members = forms.IntegerField(
        label=gettext_lazy("Members"),
        required=False,
        min_value=1,
        max_value=MEMBERS_MOST,
        help_text=gettext_lazy("For how many members the Team plan is meant. Other plans have their own number."),
    )
    until = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("After it, what is paid for counts again. Empty: no end."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=200,
        help_text=gettext_lazy("For example the number of the request. It stands in the log."),
    )
    words = forms.CharField(
        label=gettext_lazy("What the owner should know"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Sent to the owners with the news."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["plan"].choices = [("", _("Choose a plan")), *((key, plan_words.NAMES[key]) for key in PLANS)]  # type: ignore[attr-defined]

    def clean(self) -> None:
        found = self.cleaned_data
        limit = PLANS[found["plan"]].limits.get(Thing.MEMBERS) if "plan" in found else None
        by_member = limit is not None and limit.per_member > 0
        if by_member and not found.get("members") and "members" not in self.errors:
            self.add_error("members", _("Say for how many members."))
        if not by_member:
            found["members"] = 0
        if (until := found.get("until")) and until < timezone.now().date():
            self.add_error("until", _("This day is over. Choose today or a later one."))


def page(request: HttpRequest, workspace: Workspace, frame: dict[str, Any]) -> HttpResponse:
    """GET shows use and form; POST gives the plan, or with `take` takes it back. `frame`: what the site puts around."""
    assert isinstance(request.user, User)
    back = redirect("admin:workspaces_workspace_plan", workspace.pk)
    if request.method == "POST" and "take" in request.POST:
        granting.take_back(workspace=workspace, reason=request.POST.get("reason", "")[:200], by=request.user)
        messages.success(request, _("What is paid for counts again; its owners are told."))
        return back
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        granting.give(
            workspace=workspace,
            plan=said["plan"],
            members=said["members"] or 0,
            until=said["until"],
            reason=said["reason"],
            words=said["words"],
            by=request.user,
        )
        messages.success(request, _("The plan is given; its owners are told."))
        return back
    with inside(workspace):
        used = [(plan_words.THINGS[one.thing], plan_words.of_use(one), one.is_over) for one in usage.of(workspace)]
    given = plan_words.NAMES.get(workspace.plan_override, "")
    context = frame | {"row": workspace, "form": form, "used": used, "title": str(workspace), "given": given}
    context["plan"] = plan_words.NAMES[workspace.plan_key]
    return TemplateResponse(request, "staff/plan.html", context, status=422 if form.errors else 200)
