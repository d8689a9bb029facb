"""A mail server that is difficult: nothing is lost, nothing doubled but by its death, owners read what failed (F20)."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.db.models import F
from django.test import Client
from django.utils import timezone

from cardsite.kit import smtp as hurried
from tests.cast import Cast
from tests.doubles.smtp import Smtp
from tests.processes import free_port
from workspaces import outbox
from workspaces.models import Effect
from workspaces.scoping import inside

WHERE = "/w/atelier/notifications/"


@pytest.fixture
def smtp(settings: Any) -> Iterator[Smtp]:
    server = Smtp()
    settings.EMAIL_BACKEND = "workspaces.mail.OutboxBackend"
    backend = "cardsite.kit.smtp.HurriedBackend"
    settings.MAIL_DELIVERY = {"backend": backend, "host": "127.0.0.1", "port": server.port, "timeout": 2}
    yield server
    server.stop()


def write(cast: Cast, subject: str = "Booked", to: str = "gina@guest.example") -> None:
    with inside(cast.atelier):
        EmailMessage(subject, "Words", to=[to]).send()


def states() -> list[tuple[str, int, str]]:
    rows = Effect.objects.order_by("pk").values_list("state", "attempts", "last_error")
    return [(state, attempts, error.partition(":")[0]) for state, attempts, error in rows]


def again() -> None:
    Effect.objects.update(due_at=timezone.now())
    outbox.perform_due()


@pytest.mark.parametrize(
    ("says", "error"),
    [
        ("rcpt 451 Greylisted", "SMTPRecipientsRefused"),
        ("data 451 Later", "SMTPDataError"),
        ("data 554 No", "SMTPDataError"),
    ],
)
def test_what_is_not_taken_is_tried_again_and_arrives_once(cast: Cast, smtp: Smtp, says: str, error: str):
    smtp.says = says
    write(cast)
    outbox.perform_due()
    assert (states(), smtp.accepted) == ([("open", 1, error)], [])
    smtp.says = ""
    again()
    assert (states(), smtp.accepted) == ([("done", 2, "")], ["Booked"])


def test_a_server_that_takes_it_and_dies_gets_it_twice_under_one_name(cast: Cast, smtp: Smtp):
    """As many doubles as deaths, and mail programs show one"""
    smtp.says = "die"
    write(cast)
    outbox.perform_due()
    smtp.says = ""
    again()
    again()
    assert states() == [("done", 2, "")]
    assert [str(mail["Message-ID"]) for mail in smtp.mails] == [str(smtp.mails[0]["Message-ID"])] * 2


def test_it_is_tried_for_a_day(cast: Cast, smtp: Smtp, settings: Any):
    """With pauses that grow; then it stays, for staff to see"""
    begun = now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        settings.MAIL_DELIVERY |= {"port": free_port()}
        write(cast)
        while row := Effect.objects.filter(state="open").first():
            clock.move_to(now := max(now, row.due_at))
            outbox.perform(row.pk)
    assert timedelta(hours=24) <= now - begun <= timedelta(hours=30)
    assert states() == [("dead", 14, "ConnectionRefusedError")]


def drip(port_of: list[int], ended: threading.Event) -> None:
    """Greets for ever, a line every tenth of a second: no timeout of a single answer ends that."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        port_of.append(listening.getsockname()[1])
        peer, _address = listening.accept()
        with closing(peer):
            while not ended.wait(0.1):
                try:
                    peer.sendall(b"220-wait\r\n")
                except OSError:
                    return


def test_a_tar_pit_ends_before_the_lease(cast: Cast, smtp: Smtp, settings: Any, monkeypatch: pytest.MonkeyPatch):
    """Else another worker would send it too, while this one hangs for ever"""
    assert timedelta(seconds=hurried.WHOLE_SECONDS) < outbox.KINDS["workspaces.mail.deliver"].lease
    monkeypatch.setattr(hurried, "WHOLE_SECONDS", 0.4)
    port_of: list[int] = []
    ended = threading.Event()
    pit = threading.Thread(target=drip, args=(port_of, ended), daemon=True)
    pit.start()
    while not port_of:
        time.sleep(0.01)
    settings.MAIL_DELIVERY |= {"port": port_of[0]}
    write(cast)
    begun = time.monotonic()
    outbox.perform_due()
    seconds = time.monotonic() - begun
    ended.set()
    pit.join(5)
    assert states() == [("open", 1, "SMTPServerDisconnected")]
    assert seconds < 5


def test_owners_read_what_did_not_arrive_and_why(cast: Cast, smtp: Smtp, client: Client):
    """A refused address at once, without another try; of their own workspace alone, and editors nothing"""
    smtp.says = "rcpt 550 No such user"
    write(cast, "Booked: Cut", "gone@guest.example")
    with inside(cast.outpost):
        EmailMessage("Zitronenfalter", "Words", to=["x@example.com"]).send()
    outbox.perform_due()
    assert states() == [("dead", 1, "Refused")] * 2
    smtp.says = "data 451 Later"
    write(cast, "Reminder", "slow@guest.example")
    outbox.perform_due()
    pages = {}
    for who in (cast.ada, cast.eve):
        client.force_login(who)
        pages[who.name] = [client.get(WHERE).content.decode()]
        Effect.objects.filter(state="open").update(attempts=F("attempts") + 3)
        pages[who.name].append(client.get(WHERE).content.decode())
        Effect.objects.filter(state="open").update(attempts=1)
    words = ("gone@guest.example", "Booked: Cut", "refuses this address", "slow@guest.example", "Zitronenfalter")
    said = {name: [[word in page for word in words] for page in both] for name, both in pages.items()}
    assert said == {
        "Ada": [[True, True, True, False, False], [True, True, True, True, False]],
        "Eve": [[False] * 5] * 2,
    }
