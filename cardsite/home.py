"""The workspace's front page: the tray of cards, and the way to it after log-in."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cards.models import Card
from workspaces.access import allowed, needs, personal
from workspaces.models import Membership, User


@personal
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """To the workspace used last."""
    mine = Membership.unscoped.filter(user=cast(User, request.user)).select_related("workspace")
    latest = mine.order_by("-last_used_at").first()
    if latest is None:
        return redirect("workspace_new")
    return redirect("tray", latest.workspace.slug)


@needs("cards.view")
@require_safe
def tray(request: HttpRequest) -> HttpResponse:
    """Every card as a small face; an empty workspace invites to make the first."""
    role = request.membership.role  # type: ignore[attr-defined]  # `needs` asked for it
    context = {
        "cards": Card.objects.get_queryset().kept(),
        "deleted": Card.objects.get_queryset().deleted().filter(erased_at__isnull=True),
        "may_delete": allowed(role, "cards.delete"),
        "host": settings.CANONICAL_HOST,
        "may_create": allowed(role, "cards.create"),
    }
    return render(request, "home/tray.html", context)
