"""People and machines at the whole WSGI stack, in one process and on a clock that the test sets."""

import io
import json
from collections import Counter
from contextlib import nullcontext
from datetime import UTC, date, datetime
from time import time
from typing import Any

import time_machine
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler

from audience.buffer import Buffer
from audience.counting import Counting
from audience.models import DayTotal
from audience.seen import Note, Said
from audience.writing import write
from cards.front_door import FrontDoor
from cards.models import Card
from cards.page_memory import PageMemory
from tests.audience.agents import IPHONE
from tests.cards.door import Reply, knock
from workspaces.models import User
from workspaces.scoping import inside


class Listed(Buffer):
    """The test itself says when to write; each note has the time when it was made."""

    def __init__(self, seen: list[Note]) -> None:
        super().__init__(write)
        self.seen = seen

    def add(self, said: Said) -> None:
        self.seen.append((int(time()), *said))


class Street:
    """What was seen waits until `write` is called, and not a second; `replies` are all answers."""

    def __init__(self) -> None:
        self.seen: list[Note] = []
        self.replies: list[Reply] = []
        self.door = Counting(FrontDoor(WSGIHandler(), PageMemory(50), lambda: None), Listed(self.seen))

    def ask(self, path: str, at: str = "", method: str = "GET", *, agent: str | None = IPHONE, **environ: Any) -> Reply:
        """`at` is a time of January 2027 in UTC, such as "04 09:30"; `query` is part of the address."""
        path, _mark, query = path.partition("?")
        said = environ if agent is None else {"HTTP_USER_AGENT": agent} | environ
        moment = datetime.strptime(f"2027-01-{at}+0000", "%Y-%m-%d %H:%M%z") if at else None
        with time_machine.travel(moment, tick=False) if moment else nullcontext():
            reply = knock(self.door, path, method, query, **said)
        self.replies.append(reply)
        return reply

    def beacon(self, kind: str, target: str, at: str = "", handle: str = "ada", **environ: Any) -> Reply:
        body = json.dumps({"kind": kind, "target": target}).encode()
        own: dict[str, Any] = {
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": "text/plain;charset=UTF-8",
            "HTTP_SEC_FETCH_SITE": "same-origin",
            "wsgi.input": io.BytesIO(body),
        }
        return self.ask(f"/{handle}/beacon", at, "POST", **(own | environ))

    def write(self) -> None:
        write(list(Counter(self.seen).items()))
        self.seen.clear()


def logged_in(user: User) -> str:
    """A `Cookie` header of somebody with a session."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session.create()
    return f"theme=dark; session={session.session_key}"


def totals(card: Card) -> dict[date, dict[str, dict[str, int] | int]]:
    """As one would write them by hand: the whole as a number, parts as a table under `figure by part`."""
    found: dict[date, dict[str, Any]] = {}
    with inside(card.workspace_id):
        for row in DayTotal.objects.filter(card=card):
            day = found.setdefault(row.day, {})
            if row.part:
                day.setdefault(f"{row.figure} by {row.part}", {})[row.key] = row.count
            else:
                day[row.figure] = row.count
    return found


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    """Of January 2027."""
    return datetime(2027, 1, day, hour, minute, tzinfo=UTC)
