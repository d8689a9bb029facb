"""What a buyer does on the pages of a shop, for tests."""

import re
from datetime import timedelta
from html import unescape
from typing import Any, Final
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client

from storefront.models import Product

ORDER: Final = "/ada/shop/order"
HIDDEN: Final = re.compile(r'<input type="hidden"\s+name="(\w+)"\s+value="([^"]*)"')
PHONE: Final = "+44 7700 900555"


def put(visitor: Client, product: Product, **sent: str) -> None:
    """Into the cart."""
    answer = visitor.post(f"/ada/shop/{product.slug}", {"quantity": "1"} | sent)
    assert (answer.status_code, urlsplit(answer["Location"]).path) == (303, "/ada/shop/cart")


def hidden(answer: Any) -> dict[str, str]:
    return {name: unescape(value) for name, value in HIDDEN.findall(answer.content.decode())}


def form_of(visitor: Client, path: str = ORDER, **over: str) -> dict[str, str]:
    """What stands in the form of the order, filled in."""
    typed = {"name": "Bea Buyer", "phone": PHONE, "email": "", "note": "", "company_website": ""}
    return hidden(visitor.get(path)) | typed | over


def order(visitor: Client, clock: Any, path: str = ORDER, **over: str) -> HttpResponse:
    """As a person sends it half a minute later."""
    form = form_of(visitor, path, **over)
    clock.shift(timedelta(seconds=30))
    return send(visitor, form)


def send(visitor: Client, form: dict[str, str]) -> HttpResponse:
    return visitor.post(ORDER, form)  # type: ignore[return-value]  # the test's answer is one


def text_of(answer: Any) -> str:
    return " ".join(
        unescape(re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)).split()
    )
