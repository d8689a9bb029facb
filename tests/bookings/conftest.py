"""What bookings leave behind: mails, through a real server."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.bookings.mails import Post


@pytest.fixture
def post(settings: Any) -> "Iterator[Post]":
    """What a real mail server was given since the last call, by the addressee."""
    from tests.bookings.mails import Post  # noqa: PLC0415  # models need Django set up, which comes after this file

    made = Post(settings)
    yield made
    made.server.stop()
