"""A running salon that many people want at once: what they send, all at the same moment, and what became of it."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import time_machine
from django.utils import timezone

from tests import crowd
from tests.acts import act
from tests.servers import Answer, Server
from workspaces.public_form import new_stamp

NAMES: Final = ("slot", "overlap", "two", "ask", "into", "seats", "anyone", "same", "control")
SETUP: Final = """
import json
from bookings.models import Booking
from tests.bookings.diary import make_booking, make_calendar, make_service
from django.utils import timezone
from datetime import timedelta, datetime, UTC
cast = make_cast()
day = (timezone.now() + timedelta(days=3)).replace(hour=0, minute=0, second=0, microsecond=0)
week = [["00:00-24:00"]] * 7
made = {}
for name in %(names)s:
    card = make_card(cast.atelier, name, by=cast.ada, published=True)
    with inside(cast.atelier):
        hosts = [make_calendar(name, week=week) for _ in range(3 if name == "anyone" else 1)]
        over = {"duration": 30, "step": 5, "open_per_guest": 100, "move_until": 0}
        over |= {"seats": 3} if name == "seats" else {}
        over |= {"approval": True, "pending_blocks": False} if name == "ask" else {}
        service = make_service(*hosts, title=name, **over)
        if name == "two":
            make_service(*hosts, title="two-more", **over | {"duration": 60})
        if name == "into":
            starts = [day + timedelta(hours=hour) for hour in range(12, 12 + %(number)d // 2)]
            starts = starts if %(number)d <= 24 else [day + timedelta(minutes=30 * one) for one in range(24, 48)]
            made["moving"] = [make_booking(service, start, card=card, now=timezone.now()).pk for start in starts]
client = Client()
client.force_login(cast.ada)
made |= {"day": day.isoformat(), "session": client.cookies["session"].value}
print(json.dumps(made))
"""


class Salon:
    """One installation. `wanted` many people ask at once, each from an address of their own."""

    def __init__(self, server: Server, number: int) -> None:
        self.server, self.number = server, number
        made = json.loads(act(server, SETUP % {"names": repr(NAMES), "number": number}))
        self.day = datetime.fromisoformat(made["day"])
        self.moving: list[int] = made["moving"]
        self.session: str = made["session"]

    def at(self, hour: int, minute: int = 0) -> str:
        return f"{self.day + timedelta(hours=hour, minutes=minute):%Y-%m-%dT%H:%MZ}"

    def wish(self, card: str, start: str, service: str = "", **over: Any) -> tuple[str, dict[str, Any]]:
        """Address and form of somebody who has had the page open for a while."""
        with time_machine.travel(timezone.now() - timedelta(seconds=30)):
            typed = {"start": start, "stamp": new_stamp(), "name": "Gina Guest"}
        return f"/{card}/book/{service or card}", typed | over

    def at_once(self, wishes: Sequence[tuple[str, dict[str, Any]]], *, first: int = 0, **headers: str) -> list[Answer]:
        """All of them sent in the same moment; `first` is the number of the first person."""
        sent = [self._sent(number, *wish, headers) for number, wish in enumerate(wishes, first)]
        return crowd.at_once(self.server, sent, first=first)

    def _sent(self, number: int, path: str, form: dict[str, Any], headers: dict[str, str]) -> crowd.Wish:
        if path.startswith("/w/"):
            form = form | {"csrfmiddlewaretoken": "c" * 32}
        elif "name" in form:
            form = {"email": f"guest{number}@guest.example"} | form
        return path, form, headers

    def live(self, name: str) -> list[tuple[Any, ...]]:
        """Calendar, beginning of what is blocked, end and seats of everything that occupies time for a service."""
        return self.server.rows(
            "SELECT o.calendar_id, o.blocked_from, o.blocked_until, o.taken FROM bookings_occupancy o "
            "JOIN bookings_calendar c ON c.id = o.calendar_id WHERE o.live AND c.name = ?",
            name,
        )

    def overlaps(self, name: str) -> int:
        rows = self.live(name)
        return sum(
            one[0] == other[0] and one[1] < other[2] and other[1] < one[2]
            for number, one in enumerate(rows)
            for other in rows[:number]
        )

    def told(self, name: str, verb: str) -> int:
        """Confirmations to guests that wait to be sent, of bookings of one service."""
        rows = self.server.rows("SELECT task, arguments FROM workspaces_effect")
        booked = {pk for (pk,) in self.server.rows("SELECT id FROM bookings_booking WHERE title = ?", name)}
        effects = [(task, json.loads(said) if isinstance(said, str) else said) for task, said in rows]
        return sum(
            task.endswith("tell_guest") and said["verb"] == verb and said["booking"] in booked for task, said in effects
        )

    def drop_guard(self) -> None:
        """The database no longer refuses what overlaps."""
        if "DATABASE_URL" in self.server.env:
            self.server.rows("ALTER TABLE bookings_occupancy DROP CONSTRAINT guard_bookings_occupancy_overlap")
            return
        for event in ("insert", "update"):
            self.server.rows(f'DROP TRIGGER "guard_bookings_occupancy_overlap_{event}"')
