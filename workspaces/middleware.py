"""Opens the workspace named in the address, for members only; closes it when the answer is made."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation

from workspaces.models import Membership
from workspaces.scoping import inside, outside

Answer = Callable[[HttpRequest], HttpResponse]


class WorkspaceMiddleware:
    """Pops `workspace` from the view's arguments; strangers get 404, members `request.workspace`."""

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
    ) -> None:
        slug = kwargs.pop("workspace", None)
        if slug is None or not request.user.is_authenticated:
            return
        membership = (
            Membership.unscoped.select_related("workspace").filter(workspace__slug=slug, user=request.user).first()
        )
        if membership is None:
            raise Http404
        request.membership = membership  # type: ignore[attr-defined]
        request.workspace = membership.workspace  # type: ignore[attr-defined]
        scope = inside(membership.workspace)
        scope.__enter__()
        request._workspace_scope = scope  # type: ignore[attr-defined]


class PersonMiddleware:
    """Speaks the signed-in person's language and zone on private pages. Public pages never reach a session."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> None:
        if getattr(view, "policy", "") == "public" or not request.user.is_authenticated:
            return
        timezone.activate(request.user.zone)
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = request.user.language
