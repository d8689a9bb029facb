"""What a new card that sells finds ready: a shop with the currency and the number given."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cards.models import Card
from cards.starting import Purpose
from storefront import shops


def begin(*, card: Card, purpose: str) -> tuple[str, str] | None:
    """What was made, in words, and where it is; None where the workspace has a shop already, or the card is for
    something else.
    """
    if purpose != Purpose.SELL:
        return None
    workspace = card.workspace
    number = card.document.whatsapp.number if card.document.whatsapp else ""
    if shops.begin(workspace=workspace, whatsapp=number) is None:
        return None
    return _("Your shop is open, and empty. Put the first product into it."), reverse("products", args=[workspace.slug])
