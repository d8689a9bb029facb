"""Removing a member, and leaving by oneself: both ask what becomes of what was looked after (cards 85)."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from workspaces import leaving
from workspaces.access import may_give, needs
from workspaces.leaving import CannotForward, Fate, Handover
from workspaces.models import Membership
from workspaces.refusals import LastOwner, NoMember, NotYours
from workspaces.roster import is_last_owner
from workspaces.team.asking import acting, ask_again, is_stale, member_of, must_ask, workspace_of
from workspaces.team.forms import HandoverForm

ask = require_http_methods(["GET", "HEAD", "POST"])

Act = Callable[[Handover], None]


@needs("members.manage")
@ask
def member_remove(request: HttpRequest, member: int) -> HttpResponse:
    """Ask what becomes of their cards and calendars, then part; access is gone at the next request."""
    found = member_of(member)
    if not may_give(acting(request).role, found.role) or found.pk == acting(request).pk:
        raise PermissionDenied
    if is_stale(request):
        return ask_again(request, "member_remove", found.pk)
    pages = dict(leaving.destinations(found))
    answer = _asked(request, found, lambda how: leaving.remove(membership=found, handover=how, by=acting(request)))
    if isinstance(answer, HttpResponse):
        return answer
    said = [_("%(name)s is no member any more.") % {"name": found.user.get_full_name()}, _of_cards(answer, pages)]
    messages.success(request, " ".join(part for part in said if part))
    return redirect("members", workspace_of(request).slug)


@needs("members.view")
@ask
def member_leave(request: HttpRequest) -> HttpResponse:
    """The signed-in person leaves; the last owner cannot."""
    if is_stale(request):
        return ask_again(request, "member_leave")
    me = acting(request)
    answer = _asked(request, me, lambda how: leaving.leave(membership=me, handover=how))
    if isinstance(answer, HttpResponse):
        return answer
    messages.success(request, _("You left %(workspace)s.") % {"workspace": workspace_of(request).name})
    return redirect("home")


def _of_cards(how: Handover, pages: Mapping[str, str]) -> str:
    """What became of their cards; nothing where they stay as they are. `pages`: names by address."""
    if how.fate == Fate.PAUSE:
        return _("Their cards are paused.")
    where = pages.get(how.forward_url, how.forward_url)
    return _("Visitors of their cards go to %(where)s.") % {"where": where} if how.fate == Fate.FORWARD else ""


def _asked(request: HttpRequest, leaver: Membership, act: Act) -> HttpResponse | Handover:
    """The page that asks; when it is done, how."""
    data = request.POST if request.method == "POST" else None
    form = HandoverForm(data, leaver=leaver, destinations=leaving.destinations(leaver))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            act(form.handover())
        except NotYours:
            raise PermissionDenied from None
        except NoMember:
            raise Http404 from None
        except CannotForward:
            form.add_error("address", _("Use a web address such as https://example.com."))
        except LastOwner:
            status = 409
            form.add_error(None, _("A workspace needs an owner. Make somebody else an owner first."))
        else:
            return form.handover()
    context = {
        "member": leaver,
        "form": form,
        "held": leaving.held(leaver),
        "must_ask": must_ask(request),
        "is_self": leaver.pk == acting(request).pk,
        "is_last_owner": is_last_owner(leaver),
        "workspace": workspace_of(request),
    }
    if form.errors and status == 200:
        status = 422
    return render(request, "workspaces/team/remove.html", context, status=status)
