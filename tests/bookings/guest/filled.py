"""What a browser sends from the pages of a guest, and what stands on them."""

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import time_machine
from django.test import Client
from django.utils import timezone

from bookings.guest.choosing import written
from workspaces.public_form import new_stamp


def stamp(*, seconds: float = 10) -> str:
    """Of a page that was opened so long ago."""
    with time_machine.travel(timezone.now() - timedelta(seconds=seconds), tick=False):
        return new_stamp()


def form(start: datetime, **over: Any) -> dict[str, Any]:
    typed = {"start": written(start), "stamp": stamp(), "name": "Gina Guest", "email": "gina@guest.example"}
    return typed | over


def book(visitor: Client, start: datetime, service: str = "cut", **over: Any) -> Any:
    return visitor.post(f"/ada/book/{service}", form(start, **over))


def times(response: Any) -> list[str]:
    """Free times on a page as people read them, by day."""
    return [unescape(text) for text in re.findall(r"<time[^>]*>([^<]*)</time>", response.content.decode())]


def days(response: Any) -> list[str]:
    return re.findall(r'id="d-([0-9-]+)"', response.content.decode())


def words(response: Any) -> str:
    """The text of a page, spaces made one."""
    body = re.sub(r"<style.*?</style>|<script.*?</script>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(body)).strip()
