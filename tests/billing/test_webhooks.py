"""What Stripe sends: only what it signed for us counts, and that once (A50–A52, T20; P4, P13)."""

import copy
import json
import threading
import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from billing import handling, webhooks
from billing.models import StripeEvent, Subscription
from tests.billing.till import Till, sent
from tests.cast import make_cast
from tests.doubles.stripe.delivery import SECRET, body_of, signature
from workspaces import outbox
from workspaces.models import Effect
from workspaces.scoping import inside

DELETED = "customer.subscription.deleted"


def state(till: Till) -> tuple[Any, ...]:
    return (till.plan, till.row.status, StripeEvent.objects.count(), Effect.objects.filter(state="open").count())


def test_bad_events_are_refused_and_leave_nothing(till: Till, client: Client):
    """A50: unsigned, signed by another, over another body, ten minutes old, no JSON; the good one then counts."""
    key = till.buy()
    till.books.cancel(key)
    event = till.new_events()[-1]
    assert event["type"] == DELETED
    before, body = state(till), json.dumps(event).encode()
    old = time.time() - 600
    stamps = [
        "",
        "t=1,v1=00",
        "nonsense",
        signature(body, "whsec_other"),
        signature(body + b" "),
        signature(body, at=old),
    ]
    assert [sent(client, event, stamp) for stamp in stamps] == [400] * len(stamps)
    deep = b"[" * 100_000
    for odd in (b"\xff\x00", b"{}", b"[]", b"null", b'{"id": 1}', deep):
        stamp = signature(odd) if odd[:1] != b"\xff" else "t=1,v1=1"
        answer = client.post("/webhooks/stripe", odd, content_type="application/json", HTTP_STRIPE_SIGNATURE=stamp)
        assert answer.status_code == 400, odd[:20]
    assert client.post("/webhooks/stripe", {"id": event["id"]}).status_code == 400
    assert client.get("/webhooks/stripe").status_code == 405
    assert state(till) == before
    assert sent(client, event) == 200
    outbox.perform_due()
    assert (till.plan, till.row.status) == (("free", 0), "canceled")


def test_a_second_secret_is_believed_beside_the_first(till: Till, client: Client, settings):
    event = {"id": "evt_rotated", "object": "event", "type": "x.y", "livemode": False, "data": {"object": {}}}
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_new", SECRET]
    assert [sent(client, event), sent(client, event, signature(json.dumps(event).encode(), "whsec_new"))] == [200, 200]


def test_events_of_the_other_mode_are_forgotten(till: Till, client: Client):
    """P13: signed, but live, where our key is a test key."""
    key = till.buy()
    till.books.cancel(key)
    before = state(till)
    assert sent(client, till.new_events()[-1] | {"livemode": True}) == 200
    outbox.perform_due()
    assert state(till) == before


def test_foreign_and_unknown_events_change_nothing(till: Till, client: Client):
    """T20: a customer that is not ours, though its event says our workspace; a type nobody knows."""
    till.buy()
    till.books.cancel(till.row.subscription_id)
    event = till.new_events()[-1]
    foreign = copy.deepcopy(event) | {"id": "evt_foreign"}
    foreign["data"]["object"] |= {"customer": "cus_foreign", "metadata": {"workspace": "atelier"}}
    before = (till.plan, till.row.status, len(till.api.calls))
    assert [sent(client, foreign), sent(client, event | {"id": "evt_new", "type": "tax.strange"})] == [200, 200]
    outbox.perform_due()
    assert (till.plan, till.row.status, len(till.api.calls)) == before


def test_an_event_sent_again_has_no_effect(till: Till, client: Client, monkeypatch):
    """P4"""
    till.buy()
    done: list[int] = []
    monkeypatch.setitem(handling.HANDLERS, DELETED, lambda row, event: done.append(event.pk))
    till.books.cancel(till.row.subscription_id)
    event = till.new_events()[-1]
    assert [sent(client, event) for _time in range(3)] == [200, 200, 200]
    outbox.perform_due()
    assert len(done) == 1


def test_deleted_and_then_an_older_update_stays_deleted(till: Till, client: Client):
    """A52"""
    key = till.buy()
    till.books.update(key, {"cancel_at_period_end": "true"})
    till.books.cancel(key)
    older, deleted = till.new_events()
    assert [sent(client, deleted), sent(client, older)] == [200, 200]
    outbox.perform_due()
    assert (till.row.status, till.plan) == ("canceled", ("free", 0))


def test_a_failed_handler_is_tried_again(till: Till, client: Client):
    """P6: Stripe is down when the event is worked on; the row waits."""
    key = till.buy()
    till.books.cancel(key)
    till.api.down = True
    assert sent(client, till.new_events()[-1]) == 200
    outbox.perform_due()
    assert (till.row.status, StripeEvent.objects.filter(processed_at=None).count()) == ("active", 1)
    till.api.down = False
    Effect.objects.filter(state="open").update(due_at="2020-01-01T00:00:00Z")
    outbox.perform_due()
    assert (till.row.status, StripeEvent.objects.filter(processed_at=None).count()) == ("canceled", 0)


def test_without_stripe_there_is_no_such_address(client: Client, db):
    assert client.post("/webhooks/stripe", b"{}", content_type="application/json").status_code == 404


def taken_at_once(times: int) -> list[str]:
    """The same event by so many threads; what went wrong in each."""
    body = body_of(
        {
            "id": "evt_same",
            "object": "event",
            "type": DELETED,
            "livemode": False,
            "data": {"object": {"id": "sub_1", "object": "subscription", "customer": "cus_1"}},
        }
    )
    wrong = [""] * times
    ready = threading.Barrier(times)

    def take(number: int) -> None:
        try:
            ready.wait(20)
            webhooks.receive(body, signature(body))
        except Exception as error:  # noqa: BLE001  # whatever it is, the test names it
            wrong[number] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[number]) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return [one for one in wrong if one]


def test_the_same_event_twenty_times_at_once_is_one_effect(sold: None, transactional_db: None):
    """A51"""
    cast = make_cast()
    with inside(cast.atelier):
        Subscription.objects.create(customer_id="cus_1")
    assert taken_at_once(20) == []
    assert (StripeEvent.objects.count(), Effect.objects.filter(task=handling.handle.name).count()) == (1, 1)


def test_without_the_unique_id_there_are_more_effects(sold: None, transactional_db: None, monkeypatch):
    """The control of A51: whoever only creates rows, takes the event as often as it comes."""

    def forgetful(*, event_id: str, defaults: dict[str, Any]) -> tuple[StripeEvent, bool]:
        return StripeEvent.objects.create(event_id=f"{event_id}-{threading.get_ident()}", **defaults), True

    monkeypatch.setattr(StripeEvent.objects, "get_or_create", forgetful)
    assert taken_at_once(4) == []
    assert Effect.objects.filter(task=handling.handle.name).count() > 1


@pytest.mark.parametrize("length", ["1000001"])
def test_a_body_beyond_reason_is_not_read(till: Till, client: Client, length: str):
    assert sent(client, {"id": "evt_1"}, CONTENT_LENGTH=length) == 400
