"""What an owner does with a card that is on the web: open it, pass its address on, show and print its code."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from cards.acts import share_row
from cards.models import Card, Code


@dataclass(frozen=True)
class Sharing:
    """`whatsapp`, `mail` and `sms` have name and address already written, in the card's language, to nobody yet."""

    name: str
    url: str
    whatsapp: str
    mail: str
    sms: str
    show: str
    print: str

    @property
    def short(self) -> str:
        """The address as people read and say it."""
        return self.url.partition("://")[2]


def sharing(card: Card) -> Sharing:
    """One query, for the code that the card itself shows. The card comes with its workspace."""
    document = card.outward
    url = f"{settings.BASE_URL}{reverse('card', args=[card.handle])}"
    with translation.override(document.language):
        passing_on = {act.key: act.url for act in share_row(document, url)}
    place = [card.workspace.slug, card.pk]
    code = Code.objects.get(card=card, is_default=True)
    return Sharing(
        name=document.name,
        url=url,
        whatsapp=passing_on["whatsapp"],
        mail=passing_on["mail"],
        sms=passing_on["sms"],
        show=reverse("card_show", args=place),
        print=reverse("card_code", args=[*place, code.pk]) + "#downloads",
    )
