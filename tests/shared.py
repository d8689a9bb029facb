"""What all workers of one run share: made by the first who asks, ended by the controller."""

import fcntl
import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.processes import PATIENCE_SECONDS


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One process at a time, over all test workers."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Shared:
    """The folder of a run. The first to be made is the controller's; workers find it in their environment."""

    def __init__(self) -> None:
        if "TEST_RUN" not in os.environ:
            os.environ["TEST_RUN"] = tempfile.mkdtemp(prefix="cardsite-run-")
        self.folder = Path(os.environ["TEST_RUN"])
        self.folder.chmod(0o711)  # PostgreSQL looks for its own folder in it as somebody else

    def once(self, name: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """What `make` said when it was called first; a `pid` it names is a process group to end with the run."""
        said = self.folder / f"{name}.json"
        with locked(self.folder / f"{name}.lock"):
            if not said.exists():
                said.write_text(json.dumps(make()))
        known: dict[str, Any] = json.loads(said.read_text())
        return known

    def end(self) -> None:
        """End every process that was left to the run, and forget its folder."""
        groups = [json.loads(said.read_text()).get("pid") for said in self.folder.glob("*.json")]
        for group in filter(None, groups):
            end_group(group)
        shutil.rmtree(self.folder, ignore_errors=True)
        os.environ.pop("TEST_RUN", None)


def end_group(group: int) -> None:
    """Ask (SIGINT, for PostgreSQL's fast shutdown), wait, and insist."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGINT)
        while time.monotonic() < deadline:
            with suppress(ChildProcessError):  # somebody else's child by now
                os.waitpid(group, os.WNOHANG)
            os.killpg(group, 0)
            time.sleep(0.02)
        os.killpg(group, signal.SIGKILL)
