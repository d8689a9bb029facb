"""The calls of the double's API: routes, keys of idempotency, expansion, errors in Stripe's shape."""

import copy
import json
import re
from collections.abc import Callable, Mapping
from threading import RLock
from typing import Any
from urllib.parse import urlsplit

from tests.doubles.stripe import shapes
from tests.doubles.stripe.books import Books
from tests.doubles.stripe.shapes import Form, Thing, Wrong, listed

Answer = tuple[int, dict[str, str], bytes]
Act = Callable[[Books, str, Form], Thing]


def _subscriptions(books: Books, _key: str, sent: Form) -> Thing:
    books.find("customers", sent["customer"])
    mine = [one for one in books.subscriptions.values() if one["customer"] == sent["customer"]]
    shown = [one | {"schedule": books.schedules.get(one["schedule"])} for one in mine[::-1]]
    return shapes.many(shown, "/v1/subscriptions")


def _invoices(books: Books, _key: str, sent: Form) -> Thing:
    found = books.invoices_of(sent["subscription"], sent.get("status", ""))[::-1]
    return shapes.many(found[: int(sent.get("limit", 10))], "/v1/invoices")


def _prices(books: Books, _key: str, sent: Form) -> Thing:
    wanted = listed(sent.get("lookup_keys"))
    return shapes.many([one for one in books.prices.values() if one["lookup_key"] in wanted], "/v1/prices")


def _portal(books: Books, _key: str, sent: Form) -> Thing:
    customer = books.find("customers", sent["customer"])
    key = books.new_id("bps")
    made = {"id": key, "object": "billing_portal.session", "livemode": books.live, "customer": customer["id"]}
    made |= {"return_url": sent.get("return_url", ""), "url": f"{books.base}/portal/{key}"}
    books.portals[key] = made
    return made


ROUTES: list[tuple[str, str, Act]] = [
    ("POST", "customers", lambda books, _key, sent: books.new_customer(sent)),
    ("GET", "customers/X", lambda books, key, _sent: books.find("customers", key)),
    ("GET", "prices", _prices),
    ("GET", "prices/X", lambda books, key, _sent: books.find("prices", key)),
    ("POST", "checkout/sessions", lambda books, _key, sent: books.new_session(sent)),
    ("GET", "checkout/sessions/X", lambda books, key, _sent: books.find("sessions", key)),
    ("POST", "checkout/sessions/X/expire", lambda books, key, _sent: books.expire_session(key)),
    ("POST", "billing_portal/sessions", _portal),
    ("GET", "subscriptions", _subscriptions),
    ("GET", "subscriptions/X", lambda books, key, _sent: books.find("subscriptions", key)),
    ("POST", "subscriptions/X", lambda books, key, sent: books.update(key, sent)),
    ("DELETE", "subscriptions/X", lambda books, key, _sent: books.cancel(key)),
    ("POST", "subscription_schedules", lambda books, _key, sent: books.new_schedule(sent)),
    ("GET", "subscription_schedules/X", lambda books, key, _sent: books.find("schedules", key)),
    ("POST", "subscription_schedules/X", lambda books, key, sent: books.update_schedule(key, sent)),
    ("POST", "subscription_schedules/X/release", lambda books, key, _sent: books.release(key)),
    ("GET", "invoices", _invoices),
    ("POST", "invoices/create_preview", lambda books, _key, sent: books.preview(sent)),
    ("GET", "invoices/X", lambda books, key, _sent: books.find("invoices", key)),
    ("POST", "invoices/X/pay", lambda books, key, _sent: books.pay_invoice(key)),
    ("POST", "refunds", lambda books, _key, sent: books.refund(sent)),
]
_PATTERNS = [(method, re.compile("/v1/" + path.replace("X", r"([\w]+)")), act) for method, path, act in ROUTES]


class Api:
    """Answers one call at a time, as the account's own locks would make it."""

    def __init__(self, books: Books, key: str = "sk_test_double") -> None:
        self.books, self.key, self.lock = books, key, RLock()
        self.calls: list[tuple[str, str]] = []
        self.down = False

    def answer(self, method: str, url: str, headers: Mapping[str, str], body: str) -> Answer:
        """Status, headers and body; `down` answers like a Stripe that has trouble."""
        with self.lock:
            parts = urlsplit(url)
            self.calls.append((method, parts.path))
            if self.down:
                return _as_json(500, {"error": {"type": "api_error", "message": "Stripe has trouble."}}, "false")
            try:
                if headers.get("Authorization", "") != f"Bearer {self.key}":
                    raise Wrong(401, "", "Invalid API Key provided")
                sent = body if method == "POST" else parts.query
                return self._once(method, parts.path, sent, headers.get("Idempotency-Key", ""))
            except Wrong as wrong:
                return _as_json(wrong.status, wrong.body, "false")

    def _once(self, method: str, path: str, sent: str, key: str) -> Answer:
        """The first answer to a key is the answer to it; with another form it is refused."""
        known = self.books.keys.get(key) if method == "POST" and key else None
        if known:
            if known["form"] != [path, sent]:
                said = "Keys for idempotent requests can only be used with the same parameters."
                raise Wrong(400, "", said, "idempotency_error")
            return _as_json(known["status"], known["body"], "false")
        try:
            status, found = 200, self._act(method, path, sent)
        except Wrong as wrong:
            status, found = wrong.status, wrong.body
        if method == "POST" and key:
            self.books.keys[key] = {"form": [path, sent], "status": status, "body": copy.deepcopy(found)}
        return _as_json(status, found, "false")

    def _act(self, method: str, path: str, sent: str) -> Thing:
        for wanted, pattern, act in _PATTERNS:
            if wanted == method and (match := pattern.fullmatch(path)):
                return act(self.books, match[1] if match.groups() else "", shapes.form(sent))
        raise Wrong(404, "", f"Unrecognized request URL ({method}: {path})")


def _as_json(status: int, found: Any, retry: str) -> Answer:
    headers = {"Content-Type": "application/json", "Request-Id": "req_double", "Stripe-Should-Retry": retry}
    return status, headers, json.dumps(found).encode()
