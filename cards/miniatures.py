"""A card's face alone, in a design of anybody's choice: the editor and the page of all designs frame it (cards 24)."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from cards import showing
from cards.content import Document
from cards.designs import CardDesign
from cards.face import face
from cards.head import NOINDEX
from cards.shown_photos import by_id

TEMPLATE = "cards/public/miniature.html"


def answer(document: Document, design: CardDesign) -> HttpResponse:
    """What the document says, in its own ink, arranged by that design. The workspace of its photos must be open."""
    chosen = document.design.model_copy(update={"name": design.key})
    drawn = document.model_copy(update={"design": chosen})
    with translation.override(drawn.language):
        seen = face(drawn, design, by_id(drawn.photo_ids))
        response = HttpResponse(render_to_string(TEMPLATE, showing.dress(drawn) | {"face": seen}))
    response["X-Robots-Tag"] = NOINDEX
    showing.allow_style(response, drawn)
    return response
