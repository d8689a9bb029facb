"""For races, and for their controls: many begin together; whoever has looked waits for another who has looked too."""

import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection

Job = Callable[[], Any]

PATIENCE: Final = 45
"""Seconds, when nobody else comes: then the control is not lost, and its test fails."""


def wait_for_another(wanted: str) -> None:
    """Go on when two have looked for the same thing, in whichever process."""
    meeting = Path(settings.DATA_DIR, "looked", wanted)
    meeting.mkdir(parents=True, exist_ok=True)
    (meeting / uuid.uuid4().hex).touch()
    until = time.monotonic() + PATIENCE
    while len(list(meeting.iterdir())) == 1 and time.monotonic() < until:
        time.sleep(0.01)


def ends_of(jobs: list[Job]) -> list[str]:
    """All of them at once, in threads; how each ended, sorted: "ok", or the name of what it raised."""
    ends, ready = [""] * len(jobs), threading.Barrier(len(jobs))

    def run(number: int, job: Job) -> None:
        try:
            ready.wait(30)
            job()
            ends[number] = "ok"
        except Exception as error:  # noqa: BLE001  # whatever it is, the test names it
            ends[number] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(90)
    return sorted(ends)
