"""Opens the workspace named in the address, for members only; closes it when the answer is made."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from cardsite.kit.read_only import nice_to_have
from workspaces import deletion_views, looking
from workspaces.models import Membership
from workspaces.scoping import inside, outside

USE_NOTED_EVERY: Final = timedelta(minutes=10)

Answer = Callable[[HttpRequest], HttpResponse]


class LoginMiddleware(LoginRequiredMiddleware):
    """Closes everything but public views. Django's own looks at the session even for those."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class WorkspaceMiddleware:
    """Pops `workspace` from the view's arguments; strangers get 404, members `request.workspace`.

    A deleted workspace has one page only, where it is brought back.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with outside():  # a thread's earlier request leaves nothing open
            try:
                return self.get_response(request)
            finally:
                if scope := getattr(request, "_workspace_scope", None):
                    scope.__exit__(None, None, None)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        slug = kwargs.pop("workspace", None)
        if slug is None or not request.user.is_authenticated:
            return None
        membership = (
            Membership.unscoped.select_related("workspace").filter(workspace__slug=slug, user=request.user).first()
        )
        look = None if membership else looking.current(request, slug)
        if look is not None:
            name = request.resolver_match.url_name if request.resolver_match else ""
            membership = looking.membership(look, request.user)
            if not looking.may(request.method, getattr(view, "policy", ""), name):
                raise PermissionDenied
            if looking.bare(request, name):
                return redirect("tray", slug)
        request.looking = look  # type: ignore[attr-defined]
        if membership is None:
            raise Http404
        if membership.pk and timezone.now() - membership.last_used_at > USE_NOTED_EVERY:
            with nice_to_have("last use"):
                Membership.unscoped.filter(pk=membership.pk).update(last_used_at=timezone.now())
        request.membership = membership  # type: ignore[attr-defined]
        request.workspace = membership.workspace  # type: ignore[attr-defined]
        scope = inside(membership.workspace)
        scope.__enter__()
        request._workspace_scope = scope  # type: ignore[attr-defined]
        if membership.workspace.deleted_at and view is not deletion_views.workspace_deletion:
            return redirect("workspace_deletion", slug)
        return None


class PersonMiddleware:
    """Private pages of a workspace tell times on its clock, all others on the person's; no cache keeps any of them.

    So two members read the same hour of the same change. Public pages never reach a session.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            response = self.get_response(request)
        finally:
            timezone.deactivate()
        if hasattr(request, "_private"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]) -> None:
        if getattr(view, "policy", "") in {"public", "signature"} or not request.user.is_authenticated:
            return
        request._private = True  # type: ignore[attr-defined]
        workspace = getattr(request, "workspace", None)
        timezone.activate(workspace.zone if workspace else request.user.zone)
