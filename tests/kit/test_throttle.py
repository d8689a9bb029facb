"""Limits in the database: one statement, right under a race, never open by mistake (rules 21, 22)."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from cardsite.kit import throttle
from cardsite.kit.models import Throttle
from cardsite.kit.throttle import TooMany, address_key

NOW = datetime(2026, 5, 1, 12, 0, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def count(key: str = "k", limit: int = 3, now: datetime = NOW) -> int:
    return throttle.count(key, limit=limit, per=MINUTE, now=now)


def test_count_goes_up_to_the_limit_and_then_refuses(db):
    assert [count() for _ in range(3)] == [1, 2, 3]
    with pytest.raises(TooMany) as refused:
        count()
    assert refused.value.retry_after == 50


def test_refused_tries_are_counted_and_stay_refused(db):
    for _ in range(3):
        count()
    for _ in range(5):
        with pytest.raises(TooMany):
            count()
    assert Throttle.objects.get().count == 8


def test_next_window_starts_anew(db):
    assert [count() for _ in range(3)] == [1, 2, 3]
    assert count(now=NOW + timedelta(seconds=50)) == 1
    with pytest.raises(TooMany):
        count(now=NOW + timedelta(seconds=49))


def test_keys_do_not_share(db):
    assert (count("a", 1), count("b", 1)) == (1, 1)


def test_limit_of_zero_refuses_everything(db):
    with pytest.raises(TooMany):
        count(limit=0)


def test_long_keys_are_taken(db):
    assert count("x" * 5000) == 1


def test_forgetting_drops_ended_windows_only(db):
    count("old", now=NOW - timedelta(hours=1))
    count("now")
    throttle.forget_old(NOW)
    assert list(Throttle.objects.values_list("key", flat=True)) == ["now"]


@pytest.mark.django_db(transaction=True)
def test_race_lets_exactly_the_limit_through():
    """Rule 22: atomic. Twelve at once, five allowed."""
    barrier, passed = threading.Barrier(12), []

    def run() -> None:
        try:
            barrier.wait()
            passed.append(count(limit=5))
        except TooMany:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(passed), Throttle.objects.get().count) == ([1, 2, 3, 4, 5], 12)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", "unknown"),
        ("evil", "unknown"),
    ],
)
def test_address_key_groups_an_ipv6_network(address, key):
    """Rule 22: /32 of IPv4, /64 of IPv6; a mapped address is the IPv4 one."""
    assert address_key(address) == key
