"""The hosted pages of the double: where one pays, confirms, changes the card; and a desk for what time does."""

from collections.abc import Callable
from html import escape
from urllib.parse import parse_qs

from tests.doubles.stripe.books import Books
from tests.doubles.stripe.shapes import Thing

Page = tuple[int, str, str]
"""Status, where to go (or nothing), and the body."""

CARDS = [("ok", "Card that pays"), ("declined", "Card that is declined"), ("asks", "Card whose bank asks")]


def answer(books: Books, method: str, path: str, body: str) -> Page:
    """`/pay/…`, `/invoice/…`, `/portal/…`, `/desk`."""
    room, _, key = path.strip("/").partition("/")
    form = {name: values[0] for name, values in parse_qs(body).items()}
    act = ACTS.get((method, room))
    return act(books, key, form) if act else (404, "", _page("Not found", ""))


def _pay(books: Books, key: str, _sent: dict[str, str]) -> Page:
    found = books.find("sessions", key)
    if found["status"] != "open":
        return 200, "", _page("This page was used before", _link(found["cancel_url"], "Back"))
    price = books.find("prices", found["line"]["price"])
    amount = price["unit_amount"] * int(found["line"].get("quantity", 1))
    what = f"<p>{price['lookup_key']}: {amount / 100:.2f} EUR</p>"
    buttons = _button("pay", "Pay") + _button("decline", "Pay with a card that is declined")
    return 200, "", _page("Pay", what + _form(buttons) + _link(found["cancel_url"], "Back without paying"))


def _paid(books: Books, key: str, form: dict[str, str]) -> Page:
    found = books.find("sessions", key)
    if books.pay_session(key, "ok" if form.get("act") == "pay" else "declined"):
        return 303, found["success_url"], ""
    said = "<p role='alert'>Your card was declined.</p>"
    away = _link(found["cancel_url"], "Back without paying")
    return 200, "", _page("Pay", said + _form(_button("pay", "Pay")) + away)


def _invoice(books: Books, key: str, _sent: dict[str, str]) -> Page:
    found = books.find("invoices", key)
    if found["status"] != "open":
        return 200, "", _page(f"Invoice {found['status']}", "<p>Thank you.</p>")
    return 200, "", _page("Invoice", _form(_button("pay", "Confirm and pay")))


def _confirm(books: Books, key: str, _sent: dict[str, str]) -> Page:
    books.confirm(key)
    return 303, f"{books.base}/invoice/{key}", ""


def _portal(books: Books, key: str, _sent: dict[str, str]) -> Page:
    found = books.find("portals", key)
    mine = [one for one in books.invoices.values() if one["customer"] == found["customer"]]
    rows = "".join(f"<li>{one['id']}: {one['amount_due'] / 100:.2f} EUR, {one['status']}</li>" for one in mine)
    buttons = "".join(_button(f"card {card}", words) for card, words in CARDS)
    back = _link(found["return_url"], "Back")
    return 200, "", _page("Cards and invoices", _form(buttons) + f"<ul>{rows}</ul>{back}")


def _portal_act(books: Books, key: str, form: dict[str, str]) -> Page:
    found = books.find("portals", key)
    verb, _, card = form.get("act", "").partition(" ")
    if verb == "card" and card in dict(CARDS):
        books.set_card(found["customer"], card)
    return 303, found["return_url"], ""


def _desk(books: Books, _key: str, _sent: dict[str, str]) -> Page:
    """What Stripe's test clocks do: time passes for one subscription."""
    rows = [_on_desk(books, one) for one in books.subscriptions.values()]
    return 200, "", _page("Desk", f"<ul>{''.join(rows)}</ul>")


def _on_desk(books: Books, one: Thing) -> str:
    buttons = _button(f"renew {one['id']}", "End the period") + _refund(books, one)
    return f"<li>{one['id']} {one['status']} {_form(buttons)}</li>"


def _desk_act(books: Books, _key: str, form: dict[str, str]) -> Page:
    verb, _, key = form.get("act", "").partition(" ")
    if verb == "renew":
        books.renew(key)
    if verb == "refund":
        books.refund({"payment_intent": key})
    if verb == "card":
        customer, _, card = key.partition(" ")
        books.set_card(customer, card)
    return 303, f"{books.base}/desk", ""


def _refund(books: Books, subscription: Thing) -> str:
    invoice = books.invoices.get(subscription["latest_invoice"])
    if not invoice or invoice["status"] != "paid":
        return ""
    intent = invoice["payments"]["data"][0]["payment"]["payment_intent"]["id"]
    return _button(f"refund {intent}", "Refund the last payment")


ACTS: dict[tuple[str, str], Callable[[Books, str, dict[str, str]], Page]] = {
    ("GET", "pay"): _pay,
    ("POST", "pay"): _paid,
    ("GET", "invoice"): _invoice,
    ("POST", "invoice"): _confirm,
    ("GET", "portal"): _portal,
    ("POST", "portal"): _portal_act,
    ("GET", "desk"): _desk,
    ("POST", "desk"): _desk_act,
}


def _page(title: str, inner: str) -> str:
    head = f"<meta charset='utf-8'><meta name='viewport' content='width=device-width'><title>{escape(title)}</title>"
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body><h1>{escape(title)}</h1>{inner}</body></html>"


def _form(inner: str) -> str:
    return f"<form method='post'>{inner}</form>"


def _button(act: str, words: str) -> str:
    return f"<button name='act' value='{escape(act)}'>{escape(words)}</button> "


def _link(url: str, words: str) -> str:
    return f"<p><a href='{escape(url)}'>{escape(words)}</a></p>"
