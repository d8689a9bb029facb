"""Deleting a workspace or an account, and taking either back; deleting asks for a fresh log-in (cards 99; rule 27)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from workspaces import accounts, deleting, fresh_login
from workspaces.access import allowed, entrance, needs, personal
from workspaces.models import User, Workspace
from workspaces.waiting import waiting

ask = require_http_methods(["GET", "HEAD", "POST"])


class SureForm(forms.Form):
    """Asks to type what is going to be deleted: `what` must be met, whatever the case of its letters."""

    typed = forms.CharField(
        max_length=254, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )

    def __init__(self, data: Any, *, what: str, label: str) -> None:
        super().__init__(data)
        self.what = what
        self.fields["typed"].label = label

    def clean_typed(self) -> str:
        typed = " ".join(str(self.cleaned_data["typed"]).split())
        if typed.casefold() != " ".join(self.what.split()).casefold():
            raise forms.ValidationError(gettext_lazy("This is not the same. Type it exactly as it stands above."))
        return typed


@needs("workspace.view", post="workspace.delete")
@ask
def workspace_deletion(request: HttpRequest) -> HttpResponse:
    """POST: `act=delete`, `act=undelete`, or `act=again` to log in once more first."""
    workspace: Workspace = request.workspace  # type: ignore[attr-defined]  # set by the middleware
    here = reverse("workspace_deletion", args=[workspace.slug])
    form = SureForm(None, what=workspace.name, label=_("Name of the workspace"))
    if request.method != "POST":
        return _workspace_page(request, workspace, form)
    act = request.POST.get("act", "delete")
    if act == "undelete":
        return _undelete(request, workspace)
    if act == "again" or not fresh_login.is_fresh(request):
        return fresh_login.ask_again(request, here)
    if act != "delete":
        raise BadRequest("unknown act")
    form = SureForm(request.POST, what=workspace.name, label=_("Name of the workspace"))
    if not form.is_valid():
        return _workspace_page(request, workspace, form)
    try:
        deleting.delete(workspace=workspace, by=_person(request))
    except deleting.InTheWay as refused:
        form.add_error(None, str(refused))
        return _workspace_page(request, workspace, form)
    return redirect(here)


def _undelete(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    try:
        deleting.undelete(workspace=workspace, by=_person(request))
    except deleting.Erased:
        raise Http404 from None
    messages.success(request, _("The workspace is back, with everything in it. What was cancelled stays cancelled."))
    return redirect("tray", workspace.slug)


def _workspace_page(request: HttpRequest, workspace: Workspace, form: SureForm) -> HttpResponse:
    may = allowed(request.membership.role, "workspace.delete")  # type: ignore[attr-defined]
    gone = workspace.deleted_at
    context = {
        "workspace": workspace,
        "form": form,
        "days": deleting.UNDO.days,
        "until": deleting.erased_on(gone) if gone else None,
        "may_delete": may,
        "must_ask": may and not gone and not fresh_login.is_fresh(request),
        "waiting": waiting() if may and not gone else [],
    }
    if gone:
        context["nav"] = []
    return render(request, "workspaces/deletion.html", context, status=422 if form.errors else 200)


@personal
@ask
def account_deletion(request: HttpRequest) -> HttpResponse:
    """POST: `act=delete`, or `act=again` to log in once more first."""
    user = _person(request)
    form = SureForm(None, what=user.email, label=_("Your e-mail address"))
    if request.method != "POST":
        return _account_page(request, form)
    if request.POST.get("act") == "again" or not fresh_login.is_fresh(request):
        return fresh_login.ask_again(request, reverse("account_deletion"))
    form = SureForm(request.POST, what=user.email, label=_("Your e-mail address"))
    if not form.is_valid():
        return _account_page(request, form)
    try:
        accounts.delete(user=user)
    except accounts.RulesAlone as refused:
        return _account_page(request, form, refused.workspaces)
    logout(request)
    return render(request, "workspaces/account_deleted.html", {"days": deleting.UNDO.days})


def _account_page(request: HttpRequest, form: SureForm, ruled: list[Workspace] | None = None) -> HttpResponse:
    context = {
        "form": form,
        "ruled": ruled,
        "days": deleting.UNDO.days,
        "must_ask": not fresh_login.is_fresh(request),
    }
    return render(request, "workspaces/account_deletion.html", context, status=422 if form.errors or ruled else 200)


@entrance
@ask
def account_undelete(request: HttpRequest, token: str) -> HttpResponse:
    """A look changes nothing: mail scanners look. The button takes the account back; one logs in as before."""
    try:
        user = accounts.undelete(token) if request.method == "POST" else accounts.deleted_by(token)
    except accounts.TooLate:
        return render(request, "workspaces/account_undelete.html", {"too_late": True}, status=410)
    if request.method == "POST":
        messages.success(request, _("The account is back. Log in as you did before."))
        return redirect("account_login")
    return render(request, "workspaces/account_undelete.html", {"address": user.email})


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
