"""The workspace's front page: the tray of cards, and the way to it after log-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cards.models import Card
from workspaces.access import needs, personal
from workspaces.models import Membership


@personal
def choose(request: HttpRequest) -> HttpResponse:
    """To the workspace used last."""
    mine = Membership.unscoped.filter(user=request.user).select_related("workspace")
    latest = mine.order_by("-last_used_at").first()
    if latest is None:
        return redirect("workspace_new")
    return redirect("tray", latest.workspace.slug)


@needs("cards.view")
def tray(request: HttpRequest) -> HttpResponse:
    cards = Card.objects.get_queryset().kept()
    return render(request, "home/tray.html", {"cards": cards})
