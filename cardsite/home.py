"""The workspace's front page: the tray of cards, and the way to it after log-in."""

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audience import figures
from audience.periods import last_days
from billing.owner import banners
from cards import standing
from cards.deleting import UNDO
from cards.editor import over_limit
from cards.editor.finding import member, role_of, workspace_of
from cards.editor.tray import lay_out
from cards.editor.tray_asking import A_PAGE, STATES, Asked
from cards.models import Card
from workspaces import signing_up
from workspaces.access import allowed, entrance, needs, personal
from workspaces.models import Membership, Role, User, Workspace
from workspaces.moments import today_in
from workspaces.plans import Thing

FEW: Final = 8
"""Cards that the eye finds without a search."""

WEEK: Final = 7
"""Days, up to now, of the figure below each face."""


def used_last(user: User) -> Workspace | None:
    """The workspace a person opened last; none for somebody who belongs to none."""
    mine = Membership.unscoped.filter(user=user).select_related("workspace").order_by("-last_used_at").first()
    return mine.workspace if mine else None


@personal
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """To the workspace used last."""
    latest = used_last(member(request))
    return redirect("tray", latest.slug) if latest else redirect("workspace_new")


@entrance
@require_safe
def my_plan(request: HttpRequest) -> HttpResponse:
    """From the page of prices to where a plan is chosen: of the workspace used last that is one's own, else home.

    Strangers sign up first; which of our plans they chose is kept for them.
    """
    if not settings.STRIPE_ENABLED:
        raise Http404
    signing_up.choose_plan(request.session, request.GET.get("plan", ""))
    if not request.user.is_authenticated:
        return redirect("account_signup" if settings.SIGNUP == "open" else "account_login")
    plan = request.session.pop(signing_up.PLAN, "")
    mine = Membership.unscoped.filter(user=member(request), role=Role.OWNER).select_related("workspace")
    latest = mine.order_by("-last_used_at").first()
    if latest is None:
        messages.info(request, _("Only owners choose the plan of a workspace. Ask one of yours."))
        return redirect("home")
    wanted = f"?plan={plan}#plan-{plan}" if plan else ""
    return redirect(reverse("billing", args=[latest.workspace.slug]) + wanted)


@needs("cards.view")
@require_safe
def tray(request: HttpRequest) -> HttpResponse:
    """Every card as a small face, sixty at a time; an empty workspace invites to make the first."""
    role = role_of(request)
    may_create, may_delete = allowed(role, "cards.create"), allowed(role, "cards.delete")
    workspace = workspace_of(request)
    asked = Asked.read(request.GET)
    page = Paginator(asked.cards().select_related("published", "prepared"), A_PAGE).get_page(request.GET.get("page"))
    over = standing.over(workspace)
    laid = lay_out(list(page), workspace, request.membership, over)  # type: ignore[attr-defined]  # by the middleware
    opens = figures.opens(last_days(WEEK, today_in(workspace.zone, timezone.now())))
    context = {
        "asked": asked,
        "page": page,
        "states": STATES,
        "any": asked.is_narrow or bool(laid),
        "searchable": asked.is_narrow or page.paginator.count > FEW,
        "may_choose": may_create and page.paginator.count > 1,
        "tray": [(one, opens.get(one.card.pk, 0)) for one in laid],
        "week": WEEK,
        "over": len(over),
        "limit": workspace.limit(Thing.CARDS),
        "banner": banners.here(workspace, role),
        "deleted": Card.objects.get_queryset().deleted().filter(erased_at__isnull=True) if may_delete else [],
        "may_create": may_create,
        "undo_days": UNDO.days,
        "host": settings.CANONICAL_HOST,
    } | (over_limit.said_before(request) if may_create else over_limit.ways_out(request))
    return render(request, "home/tray.html", context)
