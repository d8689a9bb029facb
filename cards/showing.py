"""The page of a card: from its document to HTML, the same for visitors and for the editor's preview (cards 27, 28)."""

import base64
import hashlib
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from cards import media, own_colours
from cards.acts import Act, main_act, quick_row, share_row
from cards.blocks import registry
from cards.colour import NotAColour, parse_hex
from cards.content import Document
from cards.designs import design_named
from cards.face import face
from cards.head import NOINDEX, head, robots
from cards.inks import INKS, Ink
from cards.models import Card, Code
from cards.phones import readable
from cards.saving import browsers
from cards.shown_photos import by_id
from cards.stocks import STOCKS, Scheme, Stock, card_style, card_tokens

PAGE = "cards/public/card.html"


def render_card(
    request: HttpRequest | None,
    *,
    card: Card,
    document: Document,
    preview: bool,
    scheme: Scheme = "auto",
    now: datetime | None = None,
) -> str:
    """The whole page, in the document's language. Two queries at most: photos, code. The workspace must be open."""
    with translation.override(document.language):
        return render_to_string(PAGE, _context(card, document, preview, scheme, now or timezone.now()))


def answer(
    request: HttpRequest | None,
    *,
    card: Card,
    document: Document,
    preview: bool = False,
    scheme: Scheme = "auto",
    now: datetime | None = None,
) -> HttpResponse:
    """The page with the headers it needs: its one style element allowed, framing by ourselves, robots."""
    now = now or timezone.now()
    html = render_card(request, card=card, document=document, preview=preview, scheme=scheme, now=now)
    response = HttpResponse(html, headers={"Content-Language": document.language})
    allow_style(response, document, scheme)
    if frames := registry.frames(document):
        response._csp_update |= {"frame-src": frames}  # type: ignore[attr-defined]  # set just above
    if asked := _robots(card, document, preview=preview, now=now):
        response["X-Robots-Tag"] = asked
    return response


def allow_style(response: HttpResponse, document: Document, scheme: Scheme = "auto") -> None:
    """Let the browser apply the one style element of this document, and our own pages frame it."""
    allow_text(response, style(document, scheme))
    response._csp_replace = {"frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]


def allow_text(response: HttpResponse, text: str) -> None:
    """Let the browser apply the one style element that says exactly this."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    response._csp_update = {"style-src": ["'self'", f"'sha256-{digest}'"]}  # type: ignore[attr-defined]


def dress(document: Document, scheme: Scheme = "auto") -> dict[str, Any]:
    """What `cards/public/base.html` needs to look like the card; the answer also needs `allow_style`."""
    return {
        "language": document.language,
        "direction": direction(document.language),
        "design": design_named(document.design.name),
        "style": style(document, scheme),
        "paper": _paper(_colour(document), _stock(document)),
        "site_name": settings.SITE_NAME,
    }


def style(document: Document, scheme: Scheme = "auto") -> SafeString:
    """The text of the page's style element: colours alone, as hex."""
    text = card_style(_colour(document), _stock(document), scheme)
    return mark_safe(text)  # noqa: S308  # built from checked hex colours and fixed names


def style_together(colours: Iterable[str], theme: str) -> SafeString:
    """The text of the style element for cards that lie together on a page of ours; empty without own colours."""
    return mark_safe(own_colours.rules(colours, theme))  # noqa: S308  # built from checked hex colours


def ink_on_white(document: Document) -> str:
    """The card's colour as it reads on white paper, as hex."""
    return card_tokens(_colour(document), STOCKS["white"], dark=False)["act"]


def _stock(document: Document) -> Stock:
    return STOCKS[design_named(document.design.name).stock]


@lru_cache(maxsize=512)
def _paper(colour: Ink | str, stock: Stock) -> tuple[str, str]:
    """Colour of the page by day and by night, for the browser's own frame."""
    return card_tokens(colour, stock, dark=False)["stock"], card_tokens(colour, stock, dark=True)["stock"]


def _colour(document: Document) -> Ink | str:
    chosen = document.design
    try:
        return parse_hex(chosen.brand) if chosen.brand else INKS.get(chosen.ink, INKS["petrol"])
    except NotAColour:
        return INKS["petrol"]


def _context(card: Card, document: Document, preview: bool, scheme: Scheme, now: datetime) -> dict[str, Any]:
    url = f"{settings.BASE_URL}{reverse('card', args=[card.handle])}"
    contact_url = reverse("card_vcf", args=[card.handle])
    blocks = registry.shown(document, card)
    offered = _offered(document, card)
    said = head(card, document, url=url, robots=_robots(card, document, preview=preview, now=now))
    return dress(document, scheme) | {
        "preview": preview,
        "help_url": reverse("save_contact", args=[card.handle]),
        "inside": browsers.INSIDE,
        "title": said.title,
        "head": said,
        "face": face(document, design_named(document.design.name), by_id(document.photo_ids)),
        "note": document.identity.opening_note,
        "act": main_act(document, contact_url, offered),
        "quick": quick_row(document, contact_url, offered),
        "blocks": blocks,
        "sheets": sorted({sheet for block in blocks for sheet in block["css"]}),
        "scripts": sorted({script for block in blocks for script in block["js"]}),
        "share": share_row(document, url),
        "report_url": report_url(url),
        "short_url": url.partition("://")[2],
        "code": code_picture(card),
        "reach": [readable(phone.number) for phone in document.phones[:1]]
        + [email.address for email in document.emails[:1]],
    }


def _offered(document: Document, card: Card) -> Act | None:
    found = registry.offered(document, card)
    return Act(found.act.value, str(found.label), found.url(card)) if found else None


def _robots(card: Card, document: Document, *, preview: bool, now: datetime) -> str:
    return NOINDEX if preview else robots(card, document, now)


def report_url(address: str) -> str:
    """Where a visitor reports what is at an address (cards 93)."""
    return f"{reverse('report')}?{urlencode({'url': address})}"


def direction(language: str) -> str:
    """`rtl` for Arabic, Hebrew, Persian, Urdu and their like."""
    return "rtl" if language.split("-", maxsplit=1)[0] in settings.LANGUAGES_BIDI else "ltr"


def code_picture(card: Card) -> str:
    """Address of the default code's SVG; empty while there is none yet."""
    for files in Code.objects.filter(card=card, is_default=True).order_by().values_list("files", flat=True):
        return media.url(files["svg"]) if "svg" in files else ""
    return ""
