"""The bell: a request never waits for the broker, and a broken broker is left alone for a while (F5)."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from celery import Celery
from celery.app import app_or_default

from workspaces import bell as bell_module
from workspaces.bell import Bell

TASK = "workspaces.mail.deliver"


@pytest.fixture
def no_broker() -> Iterator[Celery]:
    """A Celery app whose Redis is not there: nothing listens on the discard port."""
    before = app_or_default()
    app = Celery("nowhere", broker="redis://127.0.0.1:9/0")
    app.conf.broker_transport_options = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}
    app.set_current()
    app.set_default()
    yield app
    before.set_current()
    before.set_default()


def until(condition: Callable[[], Any]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_ring_returns_at_once_without_a_broker(no_broker):
    bell = Bell()
    begun = time.monotonic()
    for number in range(1000):
        bell.ring(TASK, number)
    assert time.monotonic() - begun < 0.2
    until(bell._waiting.empty)


def test_bell_is_silent_after_a_failure_and_rings_again_later(no_broker, monkeypatch):
    """One failing call only; the sweep finds the rows meanwhile."""
    tried: list[Any] = []
    real = no_broker.send_task

    def send_task(*args: Any, **more: Any) -> Any:
        tried.append(args)
        return real(*args, **more)

    monkeypatch.setattr(no_broker, "send_task", send_task)
    monkeypatch.setattr(bell_module, "SILENCE_SECONDS", 0.5)
    bell = Bell()
    for number in range(20):
        bell.ring(TASK, number)
    until(lambda: bell._silent_until)
    until(bell._waiting.empty)
    assert len(tried) == 1
    time.sleep(0.6)
    bell.ring(TASK, 99)
    until(lambda: len(tried) == 2)
