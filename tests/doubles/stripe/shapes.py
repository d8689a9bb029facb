"""Objects as Stripe writes them, cut to what a subscription needs, and its way of sending forms and errors."""

from typing import Any, Final
from urllib.parse import parse_qsl

Form = dict[str, Any]
Thing = dict[str, Any]

DAY: Final = 86_400
LENGTH: Final = {"month": 30 * DAY, "year": 365 * DAY}
AMOUNTS: Final = {"pro_month": 900, "pro_year": 9000, "team_month": 600, "team_year": 6000}


class Wrong(Exception):
    """An answer of 4xx."""

    def __init__(self, status: int, code: str, said: str, kind: str = "invalid_request_error") -> None:
        super().__init__(said)
        self.status = status
        self.body = {"error": {"type": kind, "code": code, "message": said}}


def missing(kind: str, key: str) -> Wrong:
    return Wrong(404, "resource_missing", f"No such {kind}: '{key}'")


def form(text: str) -> Form:
    """`items[0][price]=x` as nested values; lists are kept as dicts by place, see `listed`."""
    found: Form = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        first, *rest = name.replace("]", "").split("[")
        at, path = found, [first, *rest]
        for step in path[:-1]:
            at = at.setdefault(step, {})
        at[path[-1] or str(len(at))] = value
    return found


def listed(value: Any) -> list[Any]:
    return [value[place] for place in sorted(value, key=int)] if isinstance(value, dict) else []


def prices(live: bool) -> dict[str, Thing]:
    return {
        f"price_{name}": {
            "id": f"price_{name}",
            "object": "price",
            "active": True,
            "currency": "eur",
            "livemode": live,
            "lookup_key": name,
            "metadata": {"plan": name.partition("_")[0]},
            "product": f"prod_{name.partition('_')[0]}",
            "recurring": {"interval": name.partition("_")[2], "interval_count": 1},
            "type": "recurring",
            "unit_amount": amount,
        }
        for name, amount in AMOUNTS.items()
    }


def many(rows: list[Any], url: str = "/v1/list") -> Thing:
    return {"object": "list", "data": rows, "has_more": False, "url": url}


def item(subscription: str, price: Thing, quantity: int, start: int) -> Thing:
    return {
        "id": f"si_{subscription[4:]}",
        "object": "subscription_item",
        "current_period_end": start + LENGTH[price["recurring"]["interval"]],
        "current_period_start": start,
        "metadata": {},
        "price": price,
        "quantity": quantity,
        "subscription": subscription,
    }


def total(one: Thing) -> int:
    amount: int = one["price"]["unit_amount"] * one["quantity"]
    return amount


def credit(one: Thing, at: int) -> int:
    """What is left of the period at that second."""
    length = one["current_period_end"] - one["current_period_start"]
    left = max(0, one["current_period_end"] - at)
    return int(total(one) * left // length)


def line(one: Thing, amount: int, start: int, said: str, *, proration: bool = False) -> Thing:
    """Of an invoice: for what an item costs from `start` to the end of its period."""
    price, details = one["price"], {"proration": proration, "subscription_item": one["id"]}
    return {
        "id": "il_1",
        "object": "line_item",
        "amount": amount,
        "currency": price["currency"],
        "description": said,
        "parent": {"type": "subscription_item_details", "subscription_item_details": details},
        "period": {"start": start, "end": one["current_period_end"]},
        "pricing": {"type": "price_details", "price_details": {"price": price["id"], "product": price["product"]}},
        "quantity": one["quantity"],
    }


def whole(one: Thing) -> list[Thing]:
    """The line of a whole period."""
    said = f"{one['quantity']} x {one['price']['lookup_key']}"
    return [line(one, total(one), one["current_period_start"], said)]


def proration(now: Thing, wanted: Thing, at: int) -> list[Thing]:
    """The lines of a change at once: what was not used comes back; what begins is billed for the rest, or anew."""
    anew = now["price"]["recurring"]["interval"] != wanted["price"]["recurring"]["interval"]
    span = wanted if anew else wanted | {key: now[key] for key in ("current_period_start", "current_period_end")}
    due = total(wanted) if anew else credit(span, at)
    name, before = wanted["price"]["lookup_key"], now["price"]["lookup_key"]
    return [
        line(now, -credit(now, at), at, f"Unused time of {before}", proration=True),
        line(span, due, at, f"{wanted['quantity']} x {name}", proration=not anew),
    ]
