"""Ada's card and whoever left details on it, on Friday 12 March 2027 at 12:00 UTC; her workspace is open."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client


@pytest.fixture
def clock():
    with time_machine.travel(datetime(2027, 3, 12, 12, 0, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def card(clock, cast):
    """Published."""
    from tests.cast import make_card  # noqa: PLC0415  # models need Django set up, which comes after this file
    from workspaces.scoping import inside  # noqa: PLC0415

    card = make_card(cast.atelier, by=cast.ada, published=True)
    with inside(cast.atelier):
        yield card


@pytest.fixture
def ada(card, cast, client: Client) -> Client:
    client.force_login(cast.ada)
    return client
