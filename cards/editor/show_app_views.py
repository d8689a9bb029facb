"""The screen with the code as an app of its own: it can be installed and is whole without network (cards 52)."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from cards import offline_contact
from cards.code_pictures import INERT, PICTURE_TYPES
from cards.editor.finding import kept_card, workspace_of
from cards.qr import PNG_USUAL
from cards.stocks import TOKENS_LIGHT
from workspaces.access import needs

WORKER: Final = "js/show_worker.js"


@needs("cards.view")
@require_safe
def card_show_contact(request: HttpRequest, card: int) -> HttpResponse:
    """The code that holds the contact; 404 where the contact fits into none."""
    contact = offline_contact.offered(kept_card(card))
    if contact is None:
        raise Http404
    drawn = offline_contact.file(contact, "svg", PNG_USUAL)
    return HttpResponse(drawn, content_type=PICTURE_TYPES["svg"], headers={"Content-Security-Policy": INERT})


@needs("cards.view")
@require_safe
def card_show_app(request: HttpRequest, card: int) -> HttpResponse:
    """The manifest: one app for each card, on this screen and nowhere else."""
    found = kept_card(card)
    here = reverse("card_show", args=[workspace_of(request).slug, found.pk])
    content: dict[str, Any] = {
        "id": here,
        "name": found.name,
        "short_name": found.name,
        "start_url": here,
        "scope": here,
        "display": "fullscreen",
        "background_color": TOKENS_LIGHT["stock"],
        "theme_color": TOKENS_LIGHT["stock"],
        "icons": [
            {"src": reverse("app_icon", args=[side]), "sizes": f"{side}x{side}", "type": "image/png"}
            for side in (192, 512)
        ],
    }
    return JsonResponse(content, content_type="application/manifest+json")


@needs("cards.view")
@require_safe
def card_show_worker(request: HttpRequest, card: int) -> HttpResponse:
    """The service worker. It stands below the screen's address, and so can answer for nothing else."""
    kept_card(card)
    return HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")


@lru_cache(maxsize=1)
def _worker() -> str:
    return Path(str(finders.find(WORKER))).read_text()
