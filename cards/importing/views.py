"""Cards out of a file: sent, looked at, made; and one card into a file (cards 23)."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cards.content import Identity
from cards.editor import limit_words, limits, over_limit
from cards.editor.finding import editable_card, member, workspace_of
from cards.gallery import originals
from cards.handle_rules import HandleRefused
from cards.importing import exports, making, reading, words
from cards.importing.building import Home
from cards.importing.found import BYTES_MAX, Candidate, Unreadable
from cards.onboarding import importing as checking
from cards.onboarding.list_views import not_in_plan
from cards.phones import readable
from cards.refusals import NewHere, PlanLimit
from cardsite.kit.regions import region_of
from cardsite.kit.throttle import TooMany
from workspaces.access import needs
from workspaces.plans import Feature

FILES_AN_HOUR: Final = 60
LOOKED_AT_FOR: Final = timedelta(hours=2)
REMARKS_SHOWN: Final = 12

_SIGNER: Final = TimestampSigner(salt="cardsite.import", sep=".")


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A contact file (.vcf), a table (.csv) or an exported card (.json); at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".vcf,.csv,.tsv,.txt,.json,text/vcard,text/csv,application/json"}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("The file is empty. Choose another one."),
        },
    )
    people = forms.BooleanField(
        label=gettext_lazy("Invite each person to their card"),
        help_text=gettext_lazy(
            "For a table with an e-mail address in each row. Everybody gets a mail and looks after their own card. "
            "Who has a card from an earlier table keeps it, and gets what is new in this one."
        ),
        required=False,
    )


@dataclass(frozen=True)
class Row:
    """A candidate as its owner judges it."""

    number: int
    name: str
    parted: Identity | None
    role: str
    reach: list[str]
    picture: bool
    remarks: list[str]
    refused: bool
    chosen: bool


@needs("cards.create")
@require_http_methods(["GET", "HEAD", "POST"])
def cards_import(request: HttpRequest) -> HttpResponse:
    """A file is kept for two hours and looked at by `?file=`; only what is chosen there is made."""
    if token := request.GET.get("file", ""):
        return _look(request, token)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, 422 if form.errors else 200)
    file: UploadedFile[bytes] = form.cleaned_data["file"]
    try:
        limits.count(workspace_of(request), "cards-import", an_hour=FILES_AN_HOUR)
        if (file.size or 0) > BYTES_MAX:
            raise Unreadable("large")
        if form.cleaned_data["people"]:
            return _people(request, form, file)
        reading.read(file.read(), _home(request))
    except TooMany as limit:
        return limits.answer(limit, form, lambda status: _page(request, form, status))
    except Unreadable as unreadable:
        form.add_error("file", words.of_file(unreadable))
        return _page(request, form, 413 if unreadable.reason == "large" else 422)
    file.seek(0)
    kept = _SIGNER.sign(f"{workspace_of(request).pk}-{member(request).pk}-{originals.put(file)}")
    return redirect(f"{_url(request)}?{urlencode({'file': kept})}")


def _people(request: HttpRequest, form: ImportForm, file: "UploadedFile[bytes]") -> HttpResponse:
    """A list of people has a page of its own, where its columns are named. Raises `Unreadable`."""
    if not workspace_of(request).allows(Feature.CSV):
        form.add_error("people", not_in_plan())
        return _page(request, form, 422)
    found = checking.check(name=file.name or "", data=file.read(), by=member(request), now=timezone.now())
    return redirect("team_list", workspace_of(request).slug, found.pk)


@needs("cards.edit")
@require_safe
def card_export(request: HttpRequest, card: int) -> HttpResponse:
    """The draft with everything in it, also what visitors do not see."""
    found = editable_card(request, card)
    body = json.dumps(exports.envelope(found.document, found.handle), ensure_ascii=False, indent=2)
    response = HttpResponse(body, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{found.handle}.card.json"'
    return response


def _look(request: HttpRequest, token: str) -> HttpResponse:
    """What would be made; POST makes what is ticked."""
    try:
        name = _name(request, token)
        candidates = reading.read(originals.read(name), _home(request))
    except (BadSignature, FileNotFoundError, Unreadable):
        messages.error(request, _("This file is not kept any more. Send it once more."))
        return redirect(_url(request))
    if request.method != "POST":
        return _rows_page(request, candidates, None)
    ticked = set(request.POST.getlist("row"))
    chosen = [one for place, one in enumerate(candidates) if str(place) in ticked and not one.is_refused]
    if not chosen:
        return _rows_page(request, candidates, ticked, _("Tick at least one card."))
    try:
        _make(request, chosen, name)
    except NewHere as full:
        return _rows_page(request, candidates, ticked, limit_words.of_cards(full))
    except PlanLimit as limit:
        said = _("Your plan allows %(number)d cards. Nothing was made; tick fewer.") % {"number": limit.limit}
        return _rows_page(request, candidates, ticked, said)
    except HandleRefused:
        return _rows_page(request, candidates, ticked, _("An address was taken just now. Try again."), 409)
    except TooMany as limit:
        said = _("That is more than %(limit)d cards from files in a day. Nothing was made.") % {"limit": making.A_DAY}
        response = _rows_page(request, candidates, ticked, said, 429)
        response["Retry-After"] = str(limit.retry_after)
        return response
    return redirect("tray", workspace_of(request).slug)


def _make(request: HttpRequest, chosen: list[Candidate], name: str) -> None:
    """A button that was tapped twice makes them once."""
    try:
        made = making.make(workspace=workspace_of(request), candidates=chosen, by=member(request), once=name)
    except making.AlreadyMade:
        messages.info(request, _("These cards were made already."))
        return
    with suppress(OSError):  # beat collects what stays
        originals.remove([name])
    _tell(request, made)


def _name(request: HttpRequest, token: str) -> str:
    """Of the kept file, if this person sent it to this workspace. Raises `BadSignature`."""
    workspace, person, name = _SIGNER.unsign(token, max_age=LOOKED_AT_FOR).split("-")
    if (workspace, person) != (str(workspace_of(request).pk), str(member(request).pk)):
        raise BadSignature
    return name


def _home(request: HttpRequest) -> Home:
    workspace = workspace_of(request)
    return Home(language=workspace.language, region=region_of(workspace.zone), site=settings.BASE_URL)


def _tell(request: HttpRequest, made: making.Made) -> None:
    number = len(made.cards)
    said = ngettext("%(number)d card was made as a draft.", "%(number)d cards were made as drafts.", number)
    messages.success(request, said % {"number": number})
    if lost := made.pictures_lost:
        said = ngettext(
            "%(number)d picture could not be kept. Add it in the card.",
            "%(number)d pictures could not be kept. Add them in the cards.",
            lost,
        )
        messages.warning(request, said % {"number": lost})


def _rows_page(
    request: HttpRequest, candidates: list[Candidate], ticked: set[str] | None, error: str = "", status: int = 0
) -> HttpResponse:
    """All that can be made are ticked at first."""
    rows = [_row(place, one, ticked) for place, one in enumerate(candidates)]
    context = {
        "rows": rows,
        "good": sum(not row.refused for row in rows),
        "refused": sum(row.refused for row in rows),
        "pictures": sum(row.picture for row in rows),
        "pictures_max": making.PICTURES_MAX,
        "error": error,
    }
    status = status or (422 if error else 200)
    return render(request, "cards/editor/import_look.html", context, status=status)


def _row(place: int, one: Candidate, ticked: set[str] | None) -> Row:
    document = one.document
    who = document.identity
    role = [who.title, who.organisation if who.organisation != document.name else ""]
    return Row(
        number=place,
        name=document.name,
        parted=document.identity if one.parted else None,
        role=" · ".join(part for part in role if part),
        reach=[readable(phone.number) for phone in document.phones] + [email.address for email in document.emails],
        picture=one.photo is not None,
        remarks=[words.of_remark(remark) for remark in one.remarks[:REMARKS_SHOWN]],
        refused=one.is_refused,
        chosen=not one.is_refused and (ticked is None or str(place) in ticked),
    )


def _page(request: HttpRequest, form: Any, status: int) -> HttpResponse:
    context = {"form": form, "may_list": workspace_of(request).allows(Feature.CSV)} | over_limit.said_before(request)
    return render(request, "cards/editor/import.html", context, status=status)


def _url(request: HttpRequest) -> str:
    return reverse("cards_import", args=[workspace_of(request).slug])
