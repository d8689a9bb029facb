"""The PDF of a card: sent, replaced, taken out (cards 34)."""

from typing import Final

import structlog
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cards import attaching, room, room_words
from cards.editor import limits
from cards.editor.finding import editable_card, member, workspace_of
from cards.files import LARGEST, FileRefused, Reason
from cards.models import Card
from cards.refusals import Deleted
from cardsite.kit.throttle import TooMany
from workspaces.access import needs

FILES_AN_HOUR: Final = 30
WORDS: Final = {
    Reason.TOO_BIG: gettext_lazy("This file is larger than 10 MB. Save it smaller and send it again."),
    Reason.NO_PDF: gettext_lazy("This is no PDF. Save it as PDF and send that."),
    Reason.CUT_OFF: gettext_lazy("This PDF is not whole. Save it anew and send it again."),
}

log = structlog.get_logger(__name__)


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("PDF"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text=gettext_lazy("At most 10 MB. Everybody who opens the card can download it."),
        error_messages={
            "required": gettext_lazy("Choose a PDF first."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Size before content (rule 32)."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(str(WORDS[Reason.TOO_BIG]))
        return file


@needs("cards.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def card_file(request: HttpRequest, card: int) -> HttpResponse:
    """POST sends a file; `act=remove` takes it out of the draft."""
    found = editable_card(request, card)
    if request.method != "POST":
        return _page(request, found, FileForm())
    if request.POST.get("act") == "remove":
        attaching.remove(card=found, by=member(request))
        return _to_editor(found, "out")
    form = FileForm(request.POST, request.FILES)
    return _sent(request, found, form) if form.is_valid() else _page(request, found, form, 422)


def _sent(request: HttpRequest, card: Card, form: FileForm) -> HttpResponse:
    """Set the file, or say why not and what to do."""
    file = form.cleaned_data["file"]
    try:
        limits.count(workspace_of(request), "file", an_hour=FILES_AN_HOUR)
        attaching.put(card=card, data=file.read(), name=file.name or "", by=member(request))
    except TooMany as limit:
        return limits.answer(limit, form, lambda status: _page(request, card, form, status))
    except FileRefused as refused:
        form.add_error("file", str(WORDS[refused.reason]))
        return _page(request, card, form, 422)
    except room.NoRoom as refused:
        form.add_error("file", room_words.no_room(refused))
        return _page(request, card, form, 422)
    except OSError:
        log.exception("file.not_stored", card=card.pk)
        form.add_error("file", _("The file could not be stored just now. Try again in a few minutes."))
        return _page(request, card, form, 507)
    except Deleted:
        raise Http404 from None
    return _to_editor(card, "in")


def _page(request: HttpRequest, card: Card, form: FileForm, status: int = 200) -> HttpResponse:
    context = {
        "card": card,
        "form": form,
        "attached": attaching.named(card),
        "room": room_words.of_quota(card.workspace),
    }
    return render(request, "cards/editor/file.html", context, status=status)


def _to_editor(card: Card, done: str) -> HttpResponse:
    """To the block itself, which says what was done."""
    place = attaching.block_of(card)
    where = f"block-{place.id}" if place else "blocks"
    return redirect(f"{reverse('card_edit', args=[card.workspace.slug, card.pk])}?open=blocks&file={done}#{where}")
