"""Taking a whole workspace along: ask for the file, see it being made, fetch it (cards 98; rule 27)."""

from typing import Any, Final

from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cardsite.kit.throttle import TooMany
from workspaces import export_making, export_shelf, exporting, fresh_login
from workspaces.access import needs
from workspaces.models import Export, User, Workspace

WHY: Final = {
    "store": gettext_lazy("The store of pictures and files did not answer. Try again later; we will look at it."),
    "disk": gettext_lazy("Our disk is full. Try again later; we will look at it."),
}


@needs("workspace.export")
@require_http_methods(["GET", "HEAD", "POST"])
def workspace_export(request: HttpRequest) -> HttpResponse:
    """POST: `act=make`, or `act=again` to log in once more first."""
    workspace: Workspace = request.workspace  # type: ignore[attr-defined]  # set by the middleware
    assert isinstance(request.user, User)
    here = reverse("workspace_export", args=[workspace.slug])
    if request.method != "POST":
        return _page(request)
    act = request.POST.get("act", "make")
    if act not in {"make", "again"}:
        raise BadRequest("unknown act")
    if act == "again" or not fresh_login.is_fresh(request):
        return fresh_login.ask_again(request, here)
    try:
        exporting.ask(workspace=workspace, by=request.user)
    except exporting.AlreadyMaking:
        return redirect(here)
    except TooMany:
        return _page(request, _("That was the fifth export of today. Ask for another one tomorrow."), 429)
    return redirect(here)


@needs("workspace.export")
@require_safe
def workspace_export_file(request: HttpRequest, export: int) -> HttpResponseBase:
    """The file, for seven days and after a fresh log-in; else the page that asks for it."""
    found = get_object_or_404(Export.objects.filter(state=Export.State.READY), pk=export)
    workspace: Workspace = request.workspace  # type: ignore[attr-defined]
    assert isinstance(request.user, User)
    if not fresh_login.is_fresh(request):
        return redirect("workspace_export", workspace.slug)
    if found.ready_at is None or not export_making.is_kept(found, timezone.now()):
        raise Http404
    try:
        file = export_shelf.shelf().open(found.stored)
    except FileNotFoundError:
        raise Http404 from None
    if request.method == "GET":
        exporting.taken(found, by=request.user)
    name = f"{workspace.slug}-{found.ready_at:%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


def _page(request: HttpRequest, refused: str = "", status: int = 200) -> HttpResponse:
    newest = Export.objects.order_by("-pk").first()
    context: dict[str, Any] = {
        "export": newest,
        "why": WHY.get(newest.error, _("Something went wrong. Try again; we will look at it.")) if newest else "",
        "until": newest.ready_at + export_making.KEPT if newest and newest.ready_at else None,
        "refused": refused,
        "must_ask": not fresh_login.is_fresh(request),
    }
    return render(request, "workspaces/export.html", context, status=status)
