"""While something is away one looks for it, and all others are told at once (F7)."""

from contextlib import suppress
from functools import partial
from types import SimpleNamespace

import pytest

from cardsite.kit.postgresql.outage import REST_SECONDS, Outage


class Away(Exception):
    pass


def ask(outage: Outage, looked: list[str], *, is_away: bool) -> str:
    """What somebody hears; `looked` grows when they really look."""
    try:
        with outage.looked_for(Away):
            looked.append("x")
            if is_away:
                raise Away("no answer")
    except Away as away:
        return str(away)
    return "there"


def test_who_comes_after_one_that_waited_in_vain_does_not_wait():
    clock = SimpleNamespace(now=100.0)
    looked: list[str] = []
    asked = partial(ask, Outage(lambda: clock.now), looked)
    said = [asked(is_away=False), asked(is_away=True), asked(is_away=False)]
    clock.now += REST_SECONDS
    said += [asked(is_away=True), asked(is_away=False)]
    clock.now += REST_SECONDS
    said += [asked(is_away=False), asked(is_away=False)]
    told = "the database was away a moment ago"
    assert said == ["there", "no answer", told, "no answer", told, "there", "there"]
    assert len(looked) == 5


def test_only_one_looks_whether_it_is_over():
    clock = SimpleNamespace(now=100.0)
    looked: list[str] = []
    outage = Outage(lambda: clock.now)
    ask(outage, looked, is_away=True)
    clock.now += REST_SECONDS
    with outage.looked_for(Away):
        assert ask(outage, looked, is_away=False) == "the database was away a moment ago"
    assert ask(outage, looked, is_away=False) == "there"


def test_other_errors_are_no_outage():
    outage = Outage(lambda: 100.0)
    with suppress(KeyError), outage.looked_for(Away):
        raise KeyError
    assert ask(outage, [], is_away=False) == "there"
    with pytest.raises(Away), outage.looked_for(Away):
        raise Away
