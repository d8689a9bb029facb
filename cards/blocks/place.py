"""Block "place": where to come to, and the way there."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.blocks.kind import BlockKind, Body, Group
from cards.content import Bio, Document, Line, ShortLine
from cards.fields import ProseField
from cards.markdown import to_html
from cards.models import Card
from cards.reaching import map_url, place_url


class Place(Body):
    """`place` is an address, a name or coordinates; empty: the card's first address."""

    heading: ShortLine = ""
    place: Line = ""
    note: Bio = ""


class PlaceForm(forms.Form):
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Left empty, it says “How to find us”."),
    )
    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Address, name or coordinates. Left empty: the first address of your card."),
    )
    note = ProseField(
        label=gettext_lazy("How to get there"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Parking, the stop to get off at, which bell to ring."),
    )


def context(document: Document, body: Place, _card: Card) -> dict[str, Any]:
    address = next((one for one in document.addresses if one.lines), None)
    if body.place:
        lines, url = [body.place], place_url(body.place)
    elif address:
        lines, url = address.lines, map_url(address)
    else:
        return {}
    return {
        "heading": body.heading or _("How to find us"),
        "written": "\n".join(lines),
        "copy": ", ".join(lines),
        "url": url,
        "note": to_html(body.note),
    }


block = BlockKind(
    "place",
    gettext_lazy("Map link"),
    Place,
    PlaceForm,
    "cards/public/blocks/place.html",
    context,
    css=("css/card-blocks.css",),
    group=Group.REACH,
    icon="map-pin",
    says=gettext_lazy("Your address with the way there, opened in the visitor's own maps."),
)
