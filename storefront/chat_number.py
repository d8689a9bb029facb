"""The WhatsApp number that orders go to: when it may be changed, and what an owner is told of it (S4, A30)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from storefront.models import Shop
from workspaces.models import AuditEntry, User

VERB: Final = "shop.number"
SHOWN_FOR: Final = timedelta(hours=24)


@dataclass(frozen=True)
class Change:
    """`before` is the number before the first change that is still shown, `by` who made the last one."""

    at: datetime
    by: User | None
    before: str


def is_first(shop: Shop) -> bool:
    """No number was ever there, so nobody's orders can be led elsewhere. One that was taken out was there."""
    return not shop.whatsapp and shop.whatsapp_changed_at is None


def recent_change(shop: Shop, now: datetime) -> Change | None:
    """Of the last 24 hours; the first number of a shop is no change. One query where there was one."""
    if shop.whatsapp_changed_at is None or shop.whatsapp_changed_at <= now - SHOWN_FOR:
        return None
    entries = AuditEntry.objects.filter(verb=VERB, at__gt=now - SHOWN_FOR).select_related("actor").order_by("pk")
    changes = [one for one in entries if one.before["whatsapp"]]
    return Change(changes[-1].at, changes[-1].actor, changes[0].before["whatsapp"]) if changes else None
