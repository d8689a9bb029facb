"""Where the link of an invitation leads: a new person makes an account, an existing one logs in (cards 80; A22)."""

from datetime import timedelta
from typing import Final

from allauth.account.internal.flows.signup import complete_signup
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from cardsite.kit import throttle
from cardsite.kit.http import client_address
from workspaces import inviting, signing_up
from workspaces.access import entrance
from workspaces.models import Invitation, Role, User
from workspaces.preparing import SetAside
from workspaces.refusals import AccountExists, InvitationGone, NotInvited, SeatLimit
from workspaces.team.forms import NewPersonForm

TRIES_AN_HOUR: Final = 30
"""Accounts that one network address makes by invitations."""


@entrance
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: only what is sent joins (A38)."""
    try:
        found = inviting.find(token)
        if isinstance(request.user, User):
            return _for_member_to_be(request, found, request.user)
        if inviting.has_account(found):
            return _log_in_first(request, found)
        return _for_new_person(request, found)
    except InvitationGone:
        return render(request, "workspaces/team/invitation_gone.html", status=410)
    except SeatLimit:
        return render(request, "workspaces/team/invitation_full.html", status=409)


def _for_member_to_be(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    """Somebody else's log-in is refused, and not told whose the invitation is."""
    if not inviting.is_for(found, user):
        return render(request, "workspaces/team/invitation_other.html", status=403)
    if request.method != "POST":
        return _page(request, found)
    things = inviting.waiting_for(found)
    try:
        inviting.accept(invitation=found, user=user)
    except NotInvited:
        return render(request, "workspaces/team/invitation_other.html", status=403)
    return redirect(_arrival(found, things))


def _arrival(found: Invitation, things: list[SetAside]) -> str:
    """Where whoever joined begins: at the card that waited for them, which greets them, else at the tray."""
    return f"{things[0].url}?welcome=1" if things else reverse("tray", args=[found.workspace.slug])


def _log_in_first(request: HttpRequest, found: Invitation) -> HttpResponse:
    here = urlencode({"next": request.path})
    return _page(request, found, login_url=f"{reverse('account_login')}?{here}")


def _for_new_person(request: HttpRequest, found: Invitation) -> HttpResponse:
    if settings.SIGNUP == "closed":
        return render(request, "account/signup_closed.html", status=403)
    things = inviting.waiting_for(found)
    data = request.POST if request.method == "POST" else None
    form = NewPersonForm(data, initial={"name": things[0].name if things else ""})
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form=form, status=422 if form.errors else 200)
    visitor = throttle.address_key(client_address(request))
    try:
        throttle.count(f"invitation:ip:{visitor}", limit=TRIES_AN_HOUR, per=timedelta(hours=1))
        membership = inviting.accept_as_new(
            invitation=found,
            name=form.cleaned_data["name"],
            password=form.cleaned_data["password"],
            language=signing_up.guess_language(request),
            zone=form.cleaned_data["zone"],
        )
    except throttle.TooMany as limit:
        form.add_error(None, _("Too many new accounts from your network. Try again in an hour."))
        response = _page(request, found, form=form, status=429)
        response["Retry-After"] = str(limit.retry_after)
        return response
    except AccountExists:
        return redirect(request.path)
    answer: HttpResponse = complete_signup(request, user=membership.user, redirect_url=_arrival(found, things))
    return answer


def _page(
    request: HttpRequest,
    found: Invitation,
    *,
    form: NewPersonForm | None = None,
    login_url: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "invitation": found,
        "role": Role(found.role).label,
        "form": form,
        "login_url": login_url,
        "waiting": inviting.waiting_for(found),
    }
    return render(request, "workspaces/team/invitation.html", context, status=status)
