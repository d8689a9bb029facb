"""The company's logo, chosen and cut as a card's is; the company's page then says what it changes (cards 82)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from cards import photos, picturing
from cards.editor import limits
from cards.editor.finding import member, workspace_of
from cards.editor.photo_views import PHOTOS_AN_HOUR, WORDS, PhotoForm, sent
from cards.models import Company, Photo
from cards.shown_photos import shown
from workspaces.access import needs
from workspaces.plans import Feature

LOGO = Photo.Purpose.LOGO


@needs("workspace.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def company_logo(request: HttpRequest) -> HttpResponse:
    """POST keeps a picture or describes the one there is; no card shows it before the company is saved."""
    if not workspace_of(request).allows(Feature.COMPANY_FIELDS):
        return _back(request, "")
    named = Company.here().said.logo
    photo = Photo.objects.filter(pk=named).select_related("workspace").first() if named else None
    if request.method != "POST":
        return _page(request, photo, PhotoForm(photo=photo, words=WORDS[LOGO]))
    if request.POST.get("act") == "remove":
        return _back(request, "none")
    form = PhotoForm(request.POST, request.FILES, photo=photo, words=WORDS[LOGO])
    if not form.is_valid():
        return _page(request, photo, form, 422)
    if form.cleaned_data["file"] is None and photo is not None:
        picturing.describe(photo=photo, alt=form.cleaned_data["alt"])
        return _back(request, "")
    kept: list[Photo] = []
    refused = sent(
        form,
        put=lambda: kept.append(_kept(request, form)),
        page=lambda status: _page(request, photo, form, status),
    )
    return refused or _back(request, str(kept[0].pk))


def _kept(request: HttpRequest, form: PhotoForm) -> Photo:
    workspace = workspace_of(request)
    limits.count(workspace, "photo", an_hour=PHOTOS_AN_HOUR)
    with picturing.turn():
        return photos.keep(
            workspace=workspace,
            data=form.cleaned_data["file"].read(),
            purpose=LOGO,
            by=member(request),
            crop=form.crop,
            alt=form.cleaned_data["alt"],
        )


def _page(request: HttpRequest, photo: Photo | None, form: PhotoForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "purpose": LOGO.value,
        "words": WORDS[LOGO],
        "shown": shown(photo, alt=_("The picture that is set")),
    }
    return render(request, "cards/editor/photo.html", context, status=status)


def _back(request: HttpRequest, logo: str) -> HttpResponse:
    where = reverse("company", args=[workspace_of(request).slug]) + (f"?logo={logo}" if logo else "")
    if request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        return HttpResponseClientRedirect(where)
    return redirect(where)
