"""The members of a workspace: who they are, whom to ask in, what they may do (cards 79, 80)."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cardsite.kit.folding import folded
from cardsite.kit.throttle import TooMany
from workspaces import inviting, leaving, preparing, roles
from workspaces.access import allowed, may_give, needs
from workspaces.models import Invitation, Membership, Role, Workspace
from workspaces.refusals import AlreadyMember, InvitationGone, LastOwner, NoMember, NotYours, SeatLimit
from workspaces.roster import check_seat
from workspaces.team.asking import acting, ask_again, is_stale, member_of, must_ask, workspace_of
from workspaces.team.forms import InviteForm, RoleForm

ask = require_http_methods(["GET", "HEAD", "POST"])


@needs("members.view", post="members.manage")
@ask
def members(request: HttpRequest) -> HttpResponse:
    """Everybody, and whoever was asked; POST asks one more."""
    if is_stale(request):
        return ask_again(request, "members")
    giver = acting(request)
    form = InviteForm(request.POST if request.method == "POST" else None, giver=giver.role)
    if request.method == "POST" and form.is_valid():
        try:
            inviting.invite(email=form.cleaned_data["email"], role=Role(form.cleaned_data["role"]), by=giver)
        except NotYours:
            raise PermissionDenied from None
        except AlreadyMember:
            form.add_error("email", _("This person is a member already."))
        except SeatLimit as full:
            form.add_error(None, seats_words(full))
        except TooMany as limit:
            return _too_many(_page(request, form, 429), limit)
        else:
            messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
            return _to_members(request)
    return _page(request, form, 422 if form.errors else 200)


@needs("members.manage")
@require_POST
def invitation_change(request: HttpRequest, invitation: int) -> HttpResponse:
    """Send it again (`act=resend`) or withdraw it (`act=revoke`)."""
    found = get_object_or_404(Invitation.objects.get_queryset(), pk=invitation)
    if is_stale(request):
        return ask_again(request, "members")
    acts = {"resend": inviting.resend, "revoke": inviting.revoke}
    said = {"resend": _("Another link is on its way. The one before opens nothing."), "revoke": _("Withdrawn.")}
    act = request.POST.get("act", "")
    if act not in acts:
        raise BadRequest("unknown act")
    try:
        acts[act](invitation=found, by=acting(request))
    except NotYours:
        raise PermissionDenied from None
    except InvitationGone:
        messages.error(request, _("This invitation does not wait any more."))
    except TooMany as limit:
        messages.error(request, _("That is enough for today. Try again tomorrow."))
        return _too_many(_page(request, InviteForm(None, giver=acting(request).role), 429), limit)
    else:
        messages.success(request, said[act])
    return _to_members(request)


@needs("members.manage")
@ask
def member(request: HttpRequest, member: int) -> HttpResponse:
    """One member; POST gives another role, at once."""
    found, giver = member_of(member), acting(request)
    if is_stale(request):
        return ask_again(request, "member", found.pk)
    data = request.POST if request.method == "POST" else None
    form = RoleForm(data, giver=giver.role, role=found.role)
    if request.method == "POST" and form.is_valid():
        try:
            roles.change_role(membership=found, role=Role(form.cleaned_data["role"]), by=giver)
        except NotYours:
            raise PermissionDenied from None
        except NoMember:
            raise Http404 from None
        except LastOwner:
            form.add_error("role", _("A workspace needs an owner. Make somebody else an owner first."))
        else:
            messages.success(request, _("The role is changed. %(name)s gets a mail about it.") % _named(found))
            return _to_members(request)
    context = {
        "member": found,
        "form": form,
        "must_ask": must_ask(request),
        "may_change": may_give(giver.role, found.role),
        "may_hand_on": allowed(giver.role, "workspace.own") and found.pk != giver.pk and found.role != Role.OWNER,
        "is_self": found.pk == giver.pk,
        "held": leaving.held(found),
    }
    return render(request, "workspaces/team/member.html", context, status=422 if form.errors else 200)


@needs("workspace.own")
@ask
def member_owner(request: HttpRequest, member: int) -> HttpResponse:
    """Hand on the workspace: the other owns it, who asked is an admin afterwards."""
    found = member_of(member)
    if is_stale(request):
        return ask_again(request, "member_owner", found.pk)
    if request.method != "POST":
        return render(request, "workspaces/team/owner.html", {"member": found, "must_ask": must_ask(request)})
    try:
        roles.hand_on_ownership(to=found, by=acting(request))
    except NotYours:
        raise PermissionDenied from None
    except NoMember:
        raise Http404 from None
    messages.success(request, _("%(name)s owns this workspace now. You are an admin of it.") % _named(found))
    return _to_members(request)


def seats_words(full: SeatLimit) -> str:
    said = ngettext(
        "Your plan has room for %(number)d member. To invite somebody, choose a larger plan.",
        "Your plan has room for %(number)d members, invitations counted. "
        "To invite somebody, choose a larger plan, or withdraw an invitation.",
        full.limit,
    )
    return said % {"number": full.limit}


def _page(request: HttpRequest, form: InviteForm, status: int) -> HttpResponse:
    giver = acting(request)
    may_manage = allowed(giver.role, "members.manage")
    now = timezone.now()
    waiting = list(Invitation.objects.get_queryset().waiting()) if may_manage else []
    full = _seats_full(workspace_of(request), waiting, now) if may_manage and request.method != "POST" else None
    things = preparing.set_aside({one.email for one in waiting}) if waiting else {}
    everybody = Membership.objects.select_related("user").order_by("pk")
    context = {
        "members": sorted(everybody, key=lambda one: folded(one.user.get_full_name())),
        "waiting": [
            (one, one.is_open(now), may_give(giver.role, one.role), things.get(one.email, [])) for one in waiting
        ],
        "form": form,
        "full": seats_words(full) if full else "",
        "may_pay": settings.STRIPE_ENABLED and allowed(giver.role, "billing.manage"),
        "may_manage": may_manage,
        "may_see_log": allowed(giver.role, "audit.view"),
        "must_ask": must_ask(request),
        "me": giver,
    }
    return render(request, "workspaces/team/members.html", context, status=status)


def _seats_full(workspace: Workspace, waiting: list[Invitation], now: datetime) -> SeatLimit | None:
    """What an invitation would be refused with; said before one is written."""
    try:
        check_seat(workspace, more=sum(one.is_open(now) for one in waiting))
    except SeatLimit as full:
        return full
    return None


def _too_many(response: HttpResponse, limit: TooMany) -> HttpResponse:
    response["Retry-After"] = str(limit.retry_after)
    return response


def _to_members(request: HttpRequest) -> HttpResponse:
    return redirect("members", workspace_of(request).slug)


def _named(member: Membership) -> dict[str, str]:
    return {"name": member.user.get_full_name()}
