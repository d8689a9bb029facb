"""For the controls of the races: an app that takes away what `_taken_away()` names, the lock or the guard.

Installed by the settings beside it, never by the program.
"""

import secrets
from typing import Any

from django.apps import AppConfig
from django.conf import settings

from tests.rendezvous import wait_for_another


class SaboteurConfig(AppConfig):
    name = "tests.storefront.races"
    label = "storefront_races"

    def ready(self) -> None:
        if "guard" in _taken_away():
            _without_guard()
        if "lock" in _taken_away():
            _without_lock()


def _taken_away() -> list[str]:
    names: list[str] = getattr(settings, "SABOTAGED", [])
    return names


def _without_guard() -> None:
    """Stock is read, then written."""
    from storefront import stock  # noqa: PLC0415  # apps must be loaded
    from storefront.models import Variant  # noqa: PLC0415

    def take(variant: Any, number: int) -> bool:
        left = Variant.objects.values_list("stock", flat=True).get(pk=variant.pk)
        if "lock" in _taken_away() and variant.product.title == "last":  # what is made beforehand is made alone
            wait_for_another(str(variant.pk))
        return (
            left is not None
            and left >= number
            and bool(Variant.objects.filter(pk=variant.pk).update(stock=left - number))
        )

    stock._take = take


def _without_lock() -> None:
    """Nobody waits for the shop; on SQLite the transaction is the lock, so it goes too."""
    from storefront import ordering  # noqa: PLC0415  # apps must be loaded
    from storefront.models import Shop  # noqa: PLC0415

    ordering.lock = lambda: Shop.objects.select_related("workspace").get()
    ordering._next_number = lambda shop: secrets.randbelow(10**9)
    ordering.place = ordering.place.__wrapped__  # type: ignore[attr-defined]
