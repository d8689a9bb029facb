"""What every page of a team asks: who acts, on whom, and whether they lately proved who they are (rule 27)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from workspaces import fresh_login
from workspaces.models import Membership, Workspace


def acting(request: HttpRequest) -> Membership:
    """The signed-in person as a member of the open workspace."""
    membership: Membership = request.membership  # type: ignore[attr-defined]  # set by the middleware
    return membership


def workspace_of(request: HttpRequest) -> Workspace:
    workspace: Workspace = request.workspace  # type: ignore[attr-defined]  # set by the middleware
    return workspace


def member_of(member: int) -> Membership:
    """A member of the open workspace; `Http404` otherwise."""
    return get_object_or_404(Membership.objects.select_related("user"), pk=member)


def must_ask(request: HttpRequest) -> bool:
    return not fresh_login.is_fresh(request)


def is_stale(request: HttpRequest) -> bool:
    """Something was sent, and the log-in is too long ago for it: answer with `ask_again`, once it is known what for."""
    return request.method == "POST" and must_ask(request)


def ask_again(request: HttpRequest, back: str, *named: int) -> HttpResponse:
    """To the log-in, and then to the page `back` of what is named. Nothing typed is kept over the question."""
    return fresh_login.ask_again(request, reverse(back, args=[workspace_of(request).slug, *named]))
