"""A visitor of Ada's card with a contact form, on Monday 4 January 2027 at 08:00 UTC; her workspace is open."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.bookings.conftest import post  # noqa: F401  # the fixture


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(datetime(2027, 1, 4, 8, 0, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def make_form_card(clock, cast):
    """`make_form_card(**body)`: Ada's card, whose form is as `body` says; her workspace stays open."""
    from tests.audience.leads.filled import BLOCK  # noqa: PLC0415  # models need Django set up, which comes after
    from tests.cast import make_card  # noqa: PLC0415
    from workspaces.scoping import inside  # noqa: PLC0415

    def make(*, over: dict[str, Any] | None = None, **body: Any) -> Any:
        blocks = (BLOCK.model_copy(update={"body": body}),)
        return make_card(cast.atelier, by=cast.ada, published=True, blocks=blocks, **(over or {}))

    with inside(cast.atelier):
        yield make


@pytest.fixture
def card(make_form_card):
    return make_form_card()


@pytest.fixture
def visitor() -> Client:
    """From a page of our own, as browsers say it."""
    return Client(headers={"Sec-Fetch-Site": "same-origin"})
