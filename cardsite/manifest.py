"""What a browser needs to put the service on a home screen: the manifest, and the mark in pixels."""

from functools import lru_cache
from io import BytesIO
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw

from cards.stocks import TOKENS_LIGHT
from workspaces.access import public

SIDES: Final = {180, 192, 512}
FINER: Final = 4  # drawn so much larger, then reduced, for smooth corners
A_DAY: Final = "public, max-age=86400"


@public
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    icons = [{"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"}]
    icons += [
        {"src": reverse("app_icon", args=[side]), "sizes": f"{side}x{side}", "type": "image/png"}
        for side in sorted(SIDES)
    ]
    content = {
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME,
        "description": _("Digital business cards: one link, one printed code, appointments and a shop."),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "background_color": TOKENS_LIGHT["stock"],
        "theme_color": TOKENS_LIGHT["stock"],
        "icons": icons,
    }
    return _kept(JsonResponse(content, content_type="application/manifest+json"))


@public
@require_safe
def app_icon(request: HttpRequest, side: int = 180) -> HttpResponse:
    """The mark on stock as PNG; only the sizes somebody asks for in earnest."""
    if side not in SIDES:
        raise Http404
    return _kept(HttpResponse(picture(side, "PNG"), content_type="image/png"))


@public
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return _kept(HttpResponse(picture(48, "ICO"), content_type="image/x-icon"))


@lru_cache(maxsize=8)
def picture(side: int, kind: str) -> bytes:
    """The drawing of `static/img/mark.svg`, measured on a square of 48."""
    image = Image.new("RGB", (side * FINER, side * FINER), TOKENS_LIGHT["stock"])
    pen = ImageDraw.Draw(image)
    unit = side * FINER * 0.8 / 48  # a margin of a tenth, for round icons
    corner = side * FINER * 0.1

    def box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        return corner + left * unit, corner + top * unit, corner + right * unit, corner + bottom * unit

    pen.rounded_rectangle(box(1, 9, 47, 39), radius=3 * unit, fill=TOKENS_LIGHT["edge"])
    pen.rounded_rectangle(box(1, 9, 47, 33), radius=3 * unit, fill=TOKENS_LIGHT["ink"])
    pen.rectangle(box(1, 28, 47, 34), fill=TOKENS_LIGHT["ink"])
    for top, right in ((19, 23), (26, 31)):
        pen.rectangle(box(7.5, top - 1.5, right + 1.5, top + 1.5), fill=TOKENS_LIGHT["stock"])
    file = BytesIO()
    image.resize((side, side), Image.Resampling.LANCZOS).save(file, kind)
    return file.getvalue()


def _kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = A_DAY
    return response
