"""The editor's pages."""

from django.http import HttpRequest, HttpResponse

from workspaces.access import needs


@needs("cards.edit")
def _coming(request: HttpRequest, card: int) -> HttpResponse:
    return HttpResponse(status=501)


card_edit = card_save = card_preview = card_undo = card_redo = card_publish = _coming
