"""Real processes for tests: started, watched, paused, killed; whatever they print is kept."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

PATIENCE_SECONDS = 30


def free_port() -> int:
    """A loopback port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class Process:
    """A command that can be started again after it was stopped; its output grows in one log file."""

    def __init__(self, command: Sequence[str], log: Path, env: Mapping[str, str], **popen: Any) -> None:
        self.command = list(command)
        self.log_path = log
        self.env = dict(env)
        self.popen_options = popen
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log_path.open("ab") as log:
            self.child = subprocess.Popen(
                self.command,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.popen_options,
            )

    def leave_running(self) -> int:
        """Its process group, for whoever ends it instead of us."""
        if self.child is None:
            raise AssertionError(f"{self.command} was not started")
        self.child.returncode = 0  # or Popen complains that nobody waited
        return self.child.pid

    @property
    def log(self) -> str:
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    @property
    def running(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def wait_until(self, ready: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
        """Until `ready()`; fails with the log when the process ends first or the time is over."""
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.running or time.monotonic() > deadline:
                raise AssertionError(f"{self.command} did not get ready:\n{self.log[-4000:]}")
            time.sleep(0.02)

    def send(self, number: signal.Signals) -> None:
        if self.child is None:
            raise AssertionError(f"{self.command} was not started")
        os.kill(self.child.pid, number)

    def stop(self, number: signal.Signals = signal.SIGTERM, seconds: float = PATIENCE_SECONDS) -> int:
        """Ask it to end; returns the exit code. A process that will not end is killed and fails the test."""
        if self.child is None:
            return 0
        if self.running:
            self.resume()
            self.send(number)
        try:
            return self.child.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self.command} did not stop within {seconds} s:\n{self.log[-4000:]}") from None

    def kill(self) -> None:
        """SIGKILL to it and its children: no farewell, no clean-up."""
        if self.child is not None and self.running:
            os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait()

    def pause(self) -> None:
        """It and its children stand still, with every connection open."""
        if self.child is not None:
            os.killpg(self.child.pid, signal.SIGSTOP)

    def resume(self) -> None:
        if self.child is not None and self.running:
            os.killpg(self.child.pid, signal.SIGCONT)


def within(seconds: float, condition: Callable[[], Any]) -> None:
    """It comes true by then, or the test fails."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)
