"""Other calendars of a host, read from a real server (B35, B36; rules 15, 19, 20)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from bookings import reading
from bookings.models import Calendar, Feed, FeedBusy
from bookings.reading import Unread
from tests.bookings.diary import make_calendar
from tests.cast import Cast
from tests.doubles.http_server import HttpServer, Reply
from workspaces.models import Effect
from workspaces.scoping import inside

NOW = datetime(2027, 1, 4, 8, tzinfo=UTC)


def file(*starts: str, uid: str = "x@elsewhere.example") -> bytes:
    """An hour from each start, like 20270105T100000Z."""
    events = [
        f"BEGIN:VEVENT\r\nUID:{number}-{uid}\r\nDTSTART:{start}\r\nDURATION:PT1H\r\nEND:VEVENT\r\n"
        for number, start in enumerate(starts)
    ]
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n".encode()


ONE = file("20270105T100000Z")


@pytest.fixture
def server(settings: Any) -> Iterator[HttpServer]:
    server = HttpServer({"/a.ics": Reply(body=ONE, headers={"ETag": '"1"'})})
    settings.EGRESS_ALLOW = [server.place]
    yield server
    server.stop()


@pytest.fixture
def calendar(cast: Cast) -> Iterator[Calendar]:
    with inside(cast.atelier):
        yield make_calendar(notify="rosa@salon.example")


@pytest.fixture
def feed(calendar: Calendar, server: HttpServer) -> Feed:
    return Feed.objects.create(calendar=calendar, url=f"{server.url}/a.ics", name="Private", created_at=NOW)


def hours() -> list[tuple[int, int]]:
    return [(busy.start.day, busy.start.hour) for busy in FeedBusy.objects.order_by("start")]


def test_a_feed_blocks_what_it_says(feed: Feed):
    """B35"""
    assert reading.read(feed.pk, NOW) == ""
    feed.refresh_from_db()
    assert (hours(), feed.read_at, feed.error, feed.etag) == ([(5, 10)], NOW, "", '"1"')
    assert FeedBusy.objects.get().calendar_id == feed.calendar_id


def test_a_changed_file_replaces_the_copy(feed: Feed, server: HttpServer):
    reading.read(feed.pk, NOW)
    server.replies["/a.ics"] = Reply(body=file("20270106T110000Z", "20270107T120000Z"))
    reading.read(feed.pk, NOW + timedelta(minutes=10))
    assert hours() == [(6, 11), (7, 12)]


def test_an_unchanged_file_is_not_asked_for_again(feed: Feed, server: HttpServer):
    """B35: by its tag within the day; the next day it is read anew, for the time ahead has moved."""
    reading.read(feed.pk, NOW)
    before = set(FeedBusy.objects.values_list("pk", flat=True))
    server.replies["/a.ics"] = Reply(304)
    reading.read(feed.pk, NOW + timedelta(minutes=10))
    feed.refresh_from_db()
    assert (feed.read_at, feed.error) == (NOW + timedelta(minutes=10), "")
    server.replies["/a.ics"] = Reply(body=ONE)
    reading.read(feed.pk, NOW + timedelta(minutes=20))
    assert set(FeedBusy.objects.values_list("pk", flat=True)) == before
    reading.read(feed.pk, NOW + timedelta(days=1))
    assert [asked.headers.get("if-none-match") for asked in server.asked] == [None, '"1"', '"1"', None]
    assert set(FeedBusy.objects.values_list("pk", flat=True)) != before


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(404), "missing"),
        (Reply(500), "status"),
        (Reply(304), "status"),
        (Reply(body=b"<html>Log in</html>"), "calendar"),
        (Reply(headers={"Location": "http://169.254.169.254/"}, status=302), "scheme"),
        (Reply(headers={"Location": "https://127.0.0.1/"}, status=302), "address"),
    ],
)
def test_a_failure_keeps_the_last_good_copy(feed: Feed, server: HttpServer, reply: Reply, reason: str):
    """B36; A55: also a way to the inside, which is not gone"""
    reading.read(feed.pk, NOW)
    later = NOW + timedelta(days=1)
    server.replies["/a.ics"] = reply
    assert reading.read(feed.pk, later) == reason
    feed.refresh_from_db()
    assert (hours(), feed.error, feed.tried_at, feed.read_at) == ([(5, 10)], reason, later, NOW)


def test_more_than_five_megabytes_are_refused(feed: Feed, server: HttpServer):
    """B35"""
    server.replies["/a.ics"] = Reply(body=b"x" * 100_000, endless=True)
    assert reading.read(feed.pk, NOW) == "large"


def test_our_own_bookings_coming_back_do_not_block(feed: Feed, server: HttpServer):
    """B35: nor what begins beyond 400 days; an endless event is cut to the time read."""
    endless = b"BEGIN:VEVENT\r\nUID:e\r\nDTSTART:20270110T000000Z\r\nDTEND:99990101T000000Z\r\nEND:VEVENT\r\n"
    own = file("20270105T100000Z", uid="1@localhost").replace(b"END:VCALENDAR", endless + b"END:VCALENDAR")
    server.replies["/a.ics"] = Reply(body=own)
    assert reading.read(feed.pk, NOW) == ""
    busy = FeedBusy.objects.get()
    assert (busy.start, busy.end) == (datetime(2027, 1, 10, tzinfo=UTC), NOW + timedelta(days=400))


def test_the_host_is_told_once_of_a_day_of_failures(feed: Feed, server: HttpServer, settings: Any):
    """B36: and again only after it was read in between."""
    settings.EMAIL_BACKEND = "workspaces.mail.OutboxBackend"
    mails = Effect.objects.filter(task="workspaces.mail.deliver")
    server.replies["/a.ics"] = Reply(500)
    told = []
    for hours_later in (23, 25, 26):
        reading.read(feed.pk, NOW + timedelta(hours=hours_later))
        told.append(mails.count())
    assert told == [0, 1, 1]
    assert "rosa@salon.example" in mails.get().payload
    server.replies["/a.ics"] = Reply(body=ONE)
    reading.read(feed.pk, NOW + timedelta(hours=27))
    server.replies["/a.ics"] = Reply(500)
    reading.read(feed.pk, NOW + timedelta(hours=52))
    assert mails.count() == 2


def test_a_copy_older_than_an_hour_is_stale(feed: Feed):
    """B36"""
    reading.read(feed.pk, NOW)
    feed.refresh_from_db()
    ages = (59, 60, 61)
    assert [reading.is_stale(feed, NOW + timedelta(minutes=age)) for age in ages] == [False, False, True]


def test_a_feed_removed_while_it_is_read_stays_removed(feed: Feed):
    copy = reading.take(feed.url, feed.calendar, NOW)
    Feed.objects.all().delete()
    reading.keep(feed, copy, NOW)
    assert (Feed.objects.count(), FeedBusy.objects.count(), reading.read(feed.pk, NOW)) == (0, 0, "")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (" webcal://a.example/x.ics ", "https://a.example/x.ics"),
        ("WEBCAL://a.example/x", "https://a.example/x"),
        ("https://a.example/x", "https://a.example/x"),
        ("a.example", "a.example"),
    ],
)
def test_webcal_is_read_as_https(typed: str, asked: str):
    assert reading.address_of(typed) == asked


def page(calendar: Calendar) -> str:
    return f"/w/atelier/calendars/{calendar.pk}/feeds/"


def test_a_calendar_is_read_before_it_is_stored(calendar: Calendar, server: HttpServer, cast: Cast, client):
    """B35: by the form; read again, then removed with its times."""
    client.force_login(cast.eve)
    soon = f"{timezone.now() + timedelta(days=2):%Y%m%dT%H0000Z}"
    server.replies["/a.ics"] = Reply(body=file(soon))
    form = {"act": "add", "url": f"{server.url}/a.ics", "name": "Private"}
    assert client.post(page(calendar), form).status_code == 302
    assert (Feed.objects.get().error, FeedBusy.objects.count()) == ("", 1)
    assert "Last read:" in client.get(page(calendar)).content.decode()
    assert client.post(page(calendar), form).status_code == 422  # twice the same
    number = Feed.objects.get().pk
    server.replies["/a.ics"] = Reply(body=file())
    assert client.post(page(calendar), {"act": "read", "feed": number}).status_code == 302
    assert FeedBusy.objects.count() == 0
    assert client.post(page(calendar), {"act": "remove", "feed": number}).status_code == 302
    assert Feed.objects.count() == 0


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:6379/",
        "https://127.0.0.1/",
        "https://169.254.169.254/x.ics",
        "https://[::1]/",
        "ftp://a.example/",
        "x",
    ],
)
def test_an_address_inside_is_refused_and_not_stored(calendar: Calendar, cast: Cast, client, url: str):
    """A53, A54: what was typed stands in the form again"""
    client.force_login(cast.eve)
    answer = client.post(page(calendar), {"act": "add", "url": url, "name": "Private"})
    assert (answer.status_code, Feed.objects.count()) == (422, 0)
    assert f'value="{url}"' in answer.content.decode()


def test_a_redirect_to_the_inside_is_not_followed(calendar: Calendar, cast: Cast, client, server: HttpServer):
    """A55"""
    inner = HttpServer({"/": Reply(body=ONE)})
    server.replies["/a.ics"] = Reply(302, {"Location": f"{inner.url}/"})
    client.force_login(cast.eve)
    answer = client.post(page(calendar), {"act": "add", "url": f"{server.url}/a.ics"})
    inner.stop()
    assert (answer.status_code, Feed.objects.count(), inner.connections) == (422, 0, 0)


def test_the_page_warns_of_a_stale_calendar(feed: Feed, cast: Cast, client):
    """B36: since when, and the remedy; never the address itself, which is a secret."""
    Feed.objects.filter(pk=feed.pk).update(read_at=timezone.now() - timedelta(hours=2), error="tls", skipped=2)
    client.force_login(cast.eve)
    text = client.get(page(feed.calendar)).content.decode()
    assert "Failing since" in text
    assert "The certificate of that place is not valid." in text
    assert "2 entries could not be understood" in text
    assert feed.url not in text


def test_only_a_good_answer_counts(calendar: Calendar, server: HttpServer):
    with pytest.raises(Unread) as failed:
        reading.take(f"{server.url}/nothing", calendar, NOW)
    assert failed.value.reason == "missing"
