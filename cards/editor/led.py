"""Where visitors of cards that rest are led: to a card of the workspace by its name, elsewhere by the address."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from cards.models import Card


def led_to(cards: Iterable[Card], now: datetime) -> dict[int, str]:
    """By id of those that lead anywhere; one query where any does."""
    leading = {card.pk: card.forward_url for card in cards if card.forwards(now)}
    handles = {url: url.removeprefix(_address("")) for url in leading.values() if url.startswith(_address(""))}
    known = dict(Card.objects.filter(handle__in=handles.values()).values_list("handle", "name")) if handles else {}
    return {pk: known.get(handles.get(url, ""), _bare(url)) for pk, url in leading.items()}


def _address(handle: str) -> str:
    return f"{settings.BASE_URL}{reverse('card', args=['x']).removesuffix('x')}{handle}"


def _bare(url: str) -> str:
    return url.partition("://")[2].removesuffix("/")
