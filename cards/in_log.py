"""What the log of a workspace calls a card: `card 44` by its name, with the page it is on (cards 87)."""

from collections.abc import Iterable

from django.urls import reverse

from cards.models import Card

_KIND = "card "


def named(*, targets: Iterable[str], slug: str) -> dict[str, tuple[str, str]]:
    """Name and page by target, of cards that are still there; one query."""
    ids = {int(number) for one in targets if (number := _number(one))}
    found = Card.objects.get_queryset().kept().filter(pk__in=ids).values_list("pk", "name") if ids else ()
    return {f"{_KIND}{pk}": (name, reverse("card_edit", args=[slug, pk])) for pk, name in found}


def _number(target: str) -> str:
    number = target.removeprefix(_KIND)
    return number if target != number and number.isascii() and number.isdecimal() and len(number) < 19 else ""
