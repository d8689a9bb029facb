"""Tables of people, and putting them in."""

from typing import Any

from django.utils import timezone

from cards.models import Card, TeamList
from cards.onboarding import filling, importing
from tests.cast import Cast
from tests.workspaces.team import membership
from workspaces.models import User
from workspaces.scoping import inside

HEADER = "First name,Last name,Job title,Mobile,E-mail,Employee ID"


def rows(number: int, *, title: str = "Binder", who: str = "Ada", **over: str) -> bytes:
    """As many people; `over` replaces a whole line by its number, as `line_2=…`."""
    people = [
        f"{who},Byron{one},{title},+4477009001{one:02},{who.lower()}{one}@example.com,{who[:1]}{one}"
        for one in range(number)
    ]
    lines = {f"line_{at}": line for at, line in enumerate(people, start=2)} | over
    return "\n".join([HEADER, *lines.values()]).encode()


def sent(cast: Cast, data: bytes, by: User | None = None) -> TeamList:
    with inside(cast.atelier):
        return importing.check(name="people.csv", data=data, by=by or cast.ada, now=timezone.now())


def put(cast: Cast, data: bytes, *, invites: bool = True, valid_only: bool = False, by: User | None = None) -> TeamList:
    """To its end, as a worker does."""
    found = sent(cast, data, by)
    start(cast, found, invites=invites, valid_only=valid_only, by=by)
    fill(cast, found)
    return found


def start(cast: Cast, found: TeamList, *, by: User | None = None, **over: Any) -> None:
    how = {"invites": True, "valid_only": False} | over
    with inside(cast.atelier):
        by_whom = membership(cast.atelier, by or cast.ada)
        importing.start(found=found, by=by_whom, now=timezone.now(), **how)


def fill(cast: Cast, found: TeamList) -> None:
    with inside(cast.atelier):
        filling.fill_team.function(team_list=found.pk)
        found.refresh_from_db()


def cards(cast: Cast) -> dict[str, str]:
    """Title by handle."""
    with inside(cast.atelier):
        return {card.handle: card.document.identity.title for card in Card.objects.order_by("pk")}
