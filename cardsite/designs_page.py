"""`/designs`: every design a card can have, each as a miniature of one example card (cards 24; product.md)."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cards import miniatures
from cards.content import Design, Document, Identity
from cards.designs import DESIGNS
from workspaces.access import public

INKS: Final = {
    "window": "verdigris",
    "blueprint": "teal",
    "ticket": "oxblood",
    "letterpress": "plum",
    "departures": "umber",
    "poster": "rust",
    "notebook": "denim",
    "night": "ochre",
    "postage": "bottle",
    "receipt": "moss",
    "gallery": "ultramarine",
    "ledger": "violet",
    "swiss": "brick",
}
"""The ink each design is shown in, and the order: neighbours differ."""
AN_HOUR: Final = 3600


@dataclass(frozen=True)
class Offered:
    """One design as these pages show it; `sample` is the address of its example."""

    key: str
    label: str
    idea: str
    sample: str


def offered() -> list[Offered]:
    """All of them in the order of `INKS`."""
    return [Offered(key, DESIGNS[key].label, DESIGNS[key].idea, reverse("design_sample", args=[key])) for key in INKS]


@public
@require_safe
def designs(request: HttpRequest) -> HttpResponse:
    context = {"page": "designs", "designs": offered(), "open": settings.SIGNUP == "open"}
    return render(request, "site/designs.html", context)


@public
@require_safe
def design_sample(request: HttpRequest, design: str) -> HttpResponse:
    """The example card's face in one design; the page above and the landing page frame it."""
    if design not in DESIGNS:
        raise Http404
    response = miniatures.answer(sample(design), DESIGNS[design])
    patch_cache_control(response, public=True, max_age=AN_HOUR)
    return response


def sample(design: str) -> Document:
    """Nobody's card, in the language of these pages."""
    return Document(
        language=settings.LANGUAGE_CODE,
        identity=Identity(given="Ada", family="Marlowe", title=_("Bookbinder"), organisation="Atelier Marlowe"),
        design=Design(name=design, ink=INKS[design]),
    )
