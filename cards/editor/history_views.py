"""The last published versions: what each changed, looked at, and put back into the draft (cards 22)."""

from itertools import pairwise, zip_longest

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cards import publishing, showing
from cards.editor import differences
from cards.editor.finding import editable_card, kept_card, may_edit, member
from cards.models import Publication
from workspaces.access import needs


@needs("cards.view")
@require_safe
def card_history(request: HttpRequest, card: int) -> HttpResponse:
    """Newest first, with who, when and what; of the oldest still kept nobody knows what it changed."""
    found = kept_card(card)
    kept = list(Publication.objects.filter(card=found).select_related("by"))
    changes = [differences.in_words(older.written, newer.written) for newer, older in pairwise(kept)]
    versions = list(zip_longest(kept, changes, fillvalue=""))
    context = {"card": found, "versions": versions, "may_edit": may_edit(request, found)}
    return render(request, "cards/editor/history.html", context)


@needs("cards.view")
@require_safe
def card_version(request: HttpRequest, card: int, number: int) -> HttpResponse:
    """One version as visitors saw it."""
    found = kept_card(card)
    version = get_object_or_404(Publication.objects.filter(card=found), number=number)
    return showing.answer(request, card=found, document=version.content, preview=True)


@needs("cards.edit")
@require_POST
def card_version_restore(request: HttpRequest, card: int, number: int) -> HttpResponse:
    """Into the draft; the public page changes only when that is published."""
    found = editable_card(request, card)
    get_object_or_404(Publication.objects.filter(card=found), number=number)
    publishing.restore_version(card=found, number=number, by=member(request))
    same = found.is_public and not found.has_changes
    said = (
        _("Version %(number)d is in the draft, and on the web already.")
        if same
        else _("Version %(number)d is in the draft. Publish it when it is right.")
    )
    messages.success(request, said % {"number": number})
    return redirect("card_edit", found.workspace.slug, found.pk)
