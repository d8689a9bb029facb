"""What a browser does on the account pages, in few words."""

import re
from typing import Any

from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD

Answer = Any


def code_in(message: EmailMessage) -> str:
    """The code standing alone on a line of an account mail."""
    found = re.search(r"^\s*([A-Z]{4}-[A-Z]{4})\s*$", str(message.body), re.MULTILINE)
    assert found, message.body
    return found[1]


def log_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Answer:
    return client.post(reverse("account_login"), {"login": email, "password": password}, **more)


def sign_up(client: Client, email: str, **fields: str) -> Answer:
    return client.post(reverse("account_signup"), {"email": email, **fields})


def confirm(client: Client, code: str) -> Answer:
    return client.post(reverse("account_email_verification_sent"), {"code": code})


def ask_for_code(client: Client, email: str, **more: Any) -> Answer:
    return client.post(reverse("account_request_login_code"), {"email": email}, **more)


def enter_code(client: Client, code: str) -> Answer:
    return client.post(reverse("account_confirm_login_code"), {"code": code})


def signed_in(client: Client) -> bool:
    """Asked of a page that only signed-in people get."""
    return bool(client.get(reverse("account_email")).status_code == 200)


def shape(answer: Answer) -> tuple[int, str, str]:
    """Status, place and words of an answer, without what differs from one moment to the next."""
    text = answer.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    text = re.sub(r"[\w.+-]+@example\.com", "SOMEBODY", text)
    return answer.status_code, answer.headers.get("Location", ""), text
