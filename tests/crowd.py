"""Many people who send something to a running server in the same moment, each from an address of their own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, Final
from urllib.parse import urlencode

from tests.servers import Answer, Server

HEADERS: Final = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}

Wish = tuple[str, dict[str, Any], Mapping[str, str]]
"""Address, form, and headers of one's own."""


def at_once(server: Server, wishes: Sequence[Wish], *, first: int = 0) -> list[Answer]:
    """Their answers, in the order of the wishes; sources are 127.0.0.2 and on, so that throttles do not decide.

    `first` is the number of the first of them, where others have come before.
    """
    begin = Barrier(len(wishes))

    def send(numbered: tuple[int, Wish]) -> Answer:
        number, (path, form, headers) = numbered
        begin.wait()
        source = f"127.0.0.{number + 2}"
        return server.request(
            "POST", path, body=urlencode(form), headers={**HEADERS, **headers}, source=source, seconds=60
        )

    with ThreadPoolExecutor(len(wishes)) as pool:
        return list(pool.map(send, enumerate(wishes, first)))


def statuses(answers: Sequence[Answer]) -> dict[int, int]:
    return dict(Counter(answer.status for answer in answers))
