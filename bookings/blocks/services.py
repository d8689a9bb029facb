"""Block "services": everything on offer with its price, to book or to read about."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.guest.shown import shown_services
from cards.blocks.kind import BlockKind, Body, Group
from cards.content import Document, ShortLine
from cards.models import Card


class Services(Body):
    heading: ShortLine = ""


class ServicesForm(forms.Form):
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Left empty, it says “Services”."),
    )


def context(document: Document, body: Services, card: Card) -> dict[str, Any]:
    found = shown_services(card, document.language)
    return {"heading": body.heading or _("Services"), "services": found} if found else {}


block = BlockKind(
    "services",
    gettext_lazy("Services"),
    Services,
    ServicesForm,
    "bookings/blocks/services.html",
    context,
    single=True,
    css=("css/card-book.css",),
    source=("services", gettext_lazy("Change services and hours")),
    group=Group.SELL,
    icon="tag",
    says=gettext_lazy("Everything that can be booked, with its price."),
)
