"""The shop: opened once, changed, paused; where it delivers to, and its coupons.

What visitors read of it stands on cards: whoever changes that touches the workspace.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from cardsite.kit.hours import Window
from storefront import chat_number, currencies
from storefront.models import Coupon, DeliveryZone, Shop
from storefront.tasks import tell_of_number
from workspaces import audit
from workspaces.models import User, Workspace

SEEN: Final = frozenset({"way", "currency", "tax", "whatsapp", "title"})
"""What a card shows of a shop, or decides whether it does."""


def shop_here() -> Shop | None:
    """Of the open workspace."""
    return Shop.objects.select_related("workspace").first()


@transaction.atomic
def begin(*, workspace: Workspace, whatsapp: str = "", way: str = Shop.Way.CART) -> Shop | None:
    """With the workspace's currency and zone, in the open workspace; None where there is a shop already."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    if Shop.objects.exists():
        return None
    shop = Shop.objects.create(currency=workspace.currency, zone=workspace.zone, whatsapp=whatsapp, way=way)
    workspace.touch()
    return shop


@transaction.atomic
def change(*, shop: Shop, values: Mapping[str, Any], by: User, now: datetime) -> list[str]:
    """Names of the fields that are other than before. Another WhatsApp number is told to the owners (A30).

    Raises `OtherDecimals`.
    """
    before = shop.whatsapp
    changed = [name for name, value in values.items() if getattr(shop, name) != value]
    if "currency" in changed:
        currencies.check(shop, values["currency"])
    for name in changed:
        setattr(shop, name, values[name])
    if "whatsapp" in changed:
        shop.whatsapp_changed_at = now
        changed.append("whatsapp_changed_at")
        numbers = {"before": {"whatsapp": before}, "after": {"whatsapp": shop.whatsapp}}
        audit.record(chat_number.VERB, shop.name, actor=by, **numbers)
        tell_of_number.enqueue(workspace=shop.workspace, by=by.pk)
    if changed:
        shop.save(update_fields=changed)
    if SEEN.intersection(changed):
        shop.workspace.touch()
    return changed


def pause(*, shop: Shop, until: date | None, note: str) -> None:
    """Visitors see the products and why nothing can be ordered; a window after the pause still can (S18)."""
    shop.paused, shop.paused_until, shop.pause_note = True, until, note
    shop.save(update_fields=["paused", "paused_until", "pause_note"])


def resume(*, shop: Shop) -> None:
    shop.paused, shop.paused_until, shop.pause_note = False, None, ""
    shop.save(update_fields=["paused", "paused_until", "pause_note"])


def set_week(*, shop: Shop, field: str, week: Sequence[Sequence[Window]]) -> None:
    """`field`: week, pickup_week or delivery_week; each day's windows in the order of the clock."""
    setattr(shop, field, [[str(one) for one in sorted(day, key=lambda window: window.start)] for day in week])
    shop.save(update_fields=[field])


@transaction.atomic
def set_zones(*, shop: Shop, zones: Iterable[Mapping[str, Any]]) -> None:
    """All of them, in the order of their priority."""
    DeliveryZone.objects.all().delete()
    rows = [DeliveryZone(position=position, **values) for position, values in enumerate(zones)]
    DeliveryZone.objects.bulk_create(rows)


def next_position(rows: Any) -> int:
    """At the end of a list."""
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def coupon_code(text: str) -> str:
    """As it is kept and compared: "summer 10" is "SUMMER10"."""
    return "".join(text.split()).upper()[:30]


def coupon_named(text: str) -> Coupon | None:
    code = coupon_code(text)
    return Coupon.objects.filter(code=code, active=True).first() if code else None
