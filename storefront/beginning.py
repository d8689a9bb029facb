"""What a new card that sells finds ready: a shop with the currency and the number given."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cards.models import Card
from cards.starting import Purpose
from storefront import shops


def begin(*, card: Card, purpose: str, **_new: object) -> tuple[str, str, str] | None:
    """What was made, in words, where it is, and how that place is called.

    None where the workspace has a shop already, or the card is for something else.
    """
    if purpose != Purpose.SELL:
        return None
    workspace = card.workspace
    number = card.document.whatsapp.number if card.document.whatsapp else ""
    if shops.begin(workspace=workspace, whatsapp=number) is None:
        return None
    words = _("Your shop is open, and empty. Put the first product into it.")
    return words, reverse("products", args=[workspace.slug]), _("Open the products")
