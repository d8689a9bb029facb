"""Many sendings at the same moment are one lead, on both databases (cards 73; A49). Real server processes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from tests import crowd
from tests.acts import act
from tests.servers import Server
from workspaces.public_form import new_stamp

pytestmark = [pytest.mark.processes, pytest.mark.timeout(240), pytest.mark.proof]
FEW, MANY = 5, 20
SETUP = """
from cards.content import Block
cast = make_cast()
for name in ("same", "person"):
    make_card(cast.atelier, name, by=cast.ada, published=True, blocks=(Block(id="leads", kind="lead_form"),))
print("{}")
"""


@pytest.fixture(params=[FEW, pytest.param(MANY, marks=pytest.mark.proof)])
def number(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def clock() -> None:
    """The servers' clock cannot be stopped."""


@pytest.fixture
def open_server(make_server: Callable[..., Server], engine: Any) -> Callable[..., Server]:
    def opened(module: str) -> Server:
        env = {"DJANGO_SETTINGS_MODULE": module, "EMBEDDED_WORKER": "0", "SECRET_KEY": settings.SECRET_KEY}
        server = make_server(postgres=engine, workers=2 if engine else 1, **env)
        server.start()
        act(server, SETUP)
        return server

    return opened


def wish(card: str, person: int = 0) -> crowd.Wish:
    """Of somebody who has had the page open for a while."""
    with time_machine.travel(timezone.now() - timedelta(seconds=30)):
        stamp = new_stamp()
    form = {"stamp": stamp, "name": f"Carl {person}", "email": f"{card}@v.example", "consent": "on"}
    return f"/{card}/contact", form, {}


def leads(server: Server, handle: str) -> list[tuple[Any, ...]]:
    return server.rows(
        "SELECT l.id FROM audience_lead l JOIN cards_card c ON c.id = l.card_id"
        f" WHERE c.handle = '{handle}' ORDER BY l.id"
    )


def test_one_form_sent_at_once_is_one_lead_and_so_is_one_person(open_server: Callable[..., Server], number: int):
    """A49: the same answer to each; cards 73: different forms with one address update one lead, each once"""
    server = open_server("tests.patient")
    answers = crowd.at_once(server, [wish("same")] * number)
    assert crowd.statuses(answers) == {303: number}
    assert (len({answer.headers["Location"] for answer in answers}), len(leads(server, "same"))) == (1, 1)
    assert crowd.statuses(crowd.at_once(server, [wish("person", one) for one in range(FEW)])) == {303: FEW}
    ((lead,),) = leads(server, "person")
    kinds = server.rows(f"SELECT kind FROM audience_leadentry WHERE lead_id = {lead} ORDER BY id")
    assert [kind for (kind,) in kinds] == ["sent"] + ["again"] * (FEW - 1)


@pytest.mark.proof
def test_without_the_lock_one_person_becomes_several(open_server: Callable[..., Server]):
    """The control of the race above: whoever has looked waits for another who has looked too."""
    server = open_server("tests.audience.leads.unlocked")
    crowd.at_once(server, [wish("person", one) for one in range(2)])
    assert len(leads(server, "person")) == 2
