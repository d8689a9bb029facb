"""Pages of a person's workspaces: sign up with a claimed handle, make another, its settings."""

from allauth.account import views as accounts
from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cardsite.kit.throttle import TooMany
from workspaces import newcomers, plan_words, signing_up
from workspaces.access import allowed, entrance, needs, personal
from workspaces.creating import create_workspace
from workspaces.forms import NewWorkspaceForm, WorkspaceForm
from workspaces.models import User, Workspace


@entrance
def sign_up(request: HttpRequest) -> HttpResponseBase:
    """allauth's page; keeps the handle or the design that the pages for anybody sent along, and says the plan."""
    if handle := request.GET.get("handle", ""):
        signing_up.claim(request.session, handle)
    if design := request.GET.get("design", ""):
        signing_up.choose(request.session, design)
    answer: HttpResponseBase = accounts.signup(request)
    if settings.STRIPE_ENABLED and isinstance(answer, TemplateResponse):
        chosen = plan_words.NAMES.get(request.session.get(signing_up.PLAN, ""), "")
        answer.context_data = (answer.context_data or {}) | {"chosen_plan": chosen}
    return answer


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Another workspace for the same person."""
    assert isinstance(request.user, User)
    form = NewWorkspaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            newcomers.count_workspace(request.user, timezone.now())
        except TooMany as limit:
            form.add_error(None, _("You made several workspaces today. Make the next one tomorrow, or write to us."))
            return _too_many(request, form, limit)
        workspace = create_workspace(
            name=form.cleaned_data["name"],
            owner=request.user,
            language=request.user.language,
            zone=request.user.zone,
        )
        return redirect("tray", workspace.slug)
    status = 422 if form.errors else 200
    return render(request, "workspaces/new.html", {"form": form}, status=status)


def _too_many(request: HttpRequest, form: NewWorkspaceForm, limit: TooMany) -> HttpResponse:
    answer = render(request, "workspaces/new.html", {"form": form}, status=429)
    answer["Retry-After"] = str(limit.retry_after)
    return answer


@needs("workspace.view", post="workspace.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """The workspace's own words; who may not edit them reads them."""
    assert isinstance(request.user, User)
    workspace: Workspace = request.workspace  # type: ignore[attr-defined]  # set by the middleware
    form, address = WorkspaceForm(request.POST or None, instance=workspace), _address(workspace)
    if address:
        del form.fields["address"]
    if request.method == "POST" and form.is_valid():
        form.save_changes(by=request.user)
        messages.success(request, _("Saved."))
        return redirect("workspace_settings", workspace.slug)
    may_edit = allowed(request.membership.role, "workspace.edit")  # type: ignore[attr-defined]
    if not may_edit:
        for field in form.fields.values():
            field.disabled = True
    is_owner = allowed(request.membership.role, "workspace.delete")  # type: ignore[attr-defined]
    context = {
        "form": form,
        "may_edit": may_edit,
        "is_owner": is_owner,
        "workspace": workspace,
        "address": address,
        "elsewhere": _elsewhere(workspace),
        "places": _places(request.membership.role),  # type: ignore[attr-defined]
    }
    return render(request, "workspaces/settings.html", context, status=422 if form.errors else 200)


def _address(workspace: Workspace) -> tuple[list[str], str] | None:
    """Lines, and the page where they are written, when a room above says the address for all."""
    says = [getattr(app, "says_address", None) for app in apps.get_app_configs()]
    return next((said for say in says if say and (said := say(workspace=workspace))), None)


def _elsewhere(workspace: Workspace) -> list[tuple[str, str, str]]:
    """What runs on another clock: name, zone, address. The rooms above know."""
    says = [getattr(app, "elsewhere", None) for app in apps.get_app_configs()]
    return [one for say in says if say for one in say(workspace=workspace)]


def _places(role: str) -> list[tuple[str, str]]:
    """Pages beside this one, by name of address and words. The rooms above know."""
    says = [getattr(app, "settings_places", None) for app in apps.get_app_configs()]
    return [one for say in says if say for one in say(role)]
