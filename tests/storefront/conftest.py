"""Ada's shop, on Monday 4 January 2027 at 08:00 UTC; her workspace is open."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client


@pytest.fixture
def clock():
    """The moment of `stall.NOW`."""
    with time_machine.travel(datetime(2027, 1, 4, 8, 0, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def card(clock, cast):
    """Ada's card, with a telephone; her workspace is open."""
    from tests.cast import make_card  # noqa: PLC0415  # models need Django set up, which comes after this file
    from workspaces.scoping import inside  # noqa: PLC0415

    card = make_card(cast.atelier, by=cast.ada, published=True, phones=({"number": "+4930901820", "whatsapp": True},))
    with inside(cast.atelier):
        yield card


@pytest.fixture
def shop(card):
    """A cart, no tax, pick-up at any time, prices in EUR."""
    from tests.storefront.stall import make_shop  # noqa: PLC0415

    return make_shop()


@pytest.fixture
def visitor(card) -> Client:
    """From a page of our own, as browsers say it."""
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


@pytest.fixture
def ada(card, cast, client: Client) -> Client:
    client.force_login(cast.ada)
    return client
