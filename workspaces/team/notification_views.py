"""What a member is told of by mail, said by the member; a topic is turned off from the mail itself (rule 26)."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from workspaces import paces
from workspaces.access import allowed, needs, signature
from workspaces.models import Membership
from workspaces.public_form import one_click
from workspaces.scoping import inside
from workspaces.team.asking import acting, workspace_of
from workspaces.topics import Pace, Topic, chosen_anew
from workspaces.undelivered import undelivered


class NotificationsForm(forms.Form):
    """One choice a topic."""

    def __init__(self, data: Any, *, topics: list[Topic], membership: Membership) -> None:
        super().__init__(data)
        for topic in topics:
            self.fields[topic.key] = forms.ChoiceField(
                label=str(topic.title),
                help_text=str(topic.about),
                choices=[(pace.value, words) for pace, words in topic.paces.items()],
                initial=paces.pace(membership, topic).value,
                widget=forms.RadioSelect,
            )


@needs("workspace.view")
@require_http_methods(["GET", "HEAD", "POST"])
def notifications(request: HttpRequest) -> HttpResponse:
    """Each member for themselves."""
    member, workspace = acting(request), workspace_of(request)
    topics = [topic for topic in paces.topics() if allowed(member.role, topic.verb)]
    form = NotificationsForm(request.POST if request.method == "POST" else None, topics=topics, membership=member)
    if request.method == "POST" and form.is_valid():
        member.paces = chosen_anew(topics, member.role, member.paces, form.cleaned_data)
        member.save(update_fields=["paces"])
        messages.success(request, _("Saved."))
        return redirect("notifications", workspace.slug)
    shown = [(form[topic.key], _place(topic, workspace.slug)) for topic in topics]
    context = {"form": form, "shown": shown, "pays": allowed(member.role, "billing.manage")}
    context |= {"undelivered": undelivered() if allowed(member.role, "members.manage") else []}
    return render(request, "workspaces/team/notifications.html", context, status=422 if form.errors else 200)


@one_click
@signature
@require_http_methods(["GET", "HEAD", "POST"])
def letters_off(request: HttpRequest, topic: str, token: str) -> HttpResponse:
    """GET asks and changes nothing; POST turns the topic off, also by the one click of a mail program (RFC 8058).

    Turned on again, it has the pace it had before.
    """
    found = next((one for one in paces.topics() if one.key == topic), None)
    member = paces.member_of(found, token) if found else None
    if found is None or member is None:
        raise Http404
    before = paces.pace(member, found)
    if request.method == "POST":
        on = request.POST.get("on")
        pace = Pace.NEVER if on is None else found.on_again(member.role, on)
        member.paces = chosen_anew([found], member.role, member.paces, {found.key: pace.value})
        with inside(member.workspace):
            member.save(update_fields=["paces"])
    with translation.override(member.user.language):
        context = {
            "is_on": paces.pace(member, found) != Pace.NEVER,
            "before": before.value,
            "topic": found,
            "workspace": member.workspace,
            "site_name": settings.SITE_NAME,
            "theme": "system",
        }
        answer = HttpResponse(render_to_string("workspaces/letters_off.html", context))
        answer["Content-Language"] = member.user.language
    answer["Referrer-Policy"], answer["Cache-Control"], answer["X-Robots-Tag"] = "no-referrer", "no-store", "noindex"
    return answer


def _place(topic: Topic, slug: str) -> tuple[str, Any] | None:
    return (reverse(topic.place[0], args=[slug]), topic.place[1]) if topic.place else None
