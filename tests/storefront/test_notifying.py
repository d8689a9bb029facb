"""What leaves by mail about an order, as a mail server receives it (S11, S23; A06, A43)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from storefront import fulfilling, notifying, paying, revising, upkeep
from storefront.models import Order, Shop
from storefront.notifying import Then
from storefront.revising import Edited
from storefront.wording import order_url, owner_url
from tests.bookings.mails import Post, part
from tests.storefront.stall import NOW, make_order, make_product, wanted

pytestmark = pytest.mark.django_db
BUYER, SELLER = "bea@buyer.example", "ada@example.com"


@pytest.fixture
def post(settings) -> Iterator[Post]:
    found = Post(settings)
    yield found
    found.server.stop()


@pytest.fixture
def order(shop) -> Order:
    """Of two cakes; the buyer's words try to be more than words."""
    cake = make_product(stock=5, writings_json=[{"key": "t", "label": "On it"}])
    return make_order(
        wanted(cake, 2, texts={"t": "http://evil.example"}), email=BUYER, name="Bea\r\nBcc: x@evil.example", note="<b>!"
    )


def subjects(mails: dict[str, Any]) -> dict[str, str]:
    """By the addressee; a long one was folded on its way."""
    return {who: mail["Subject"].strip() for who, mail in mails.items()}


def plain(mail: Any) -> str:
    return " ".join(part(mail, "text/plain").get_content().split())


def test_an_order_is_told_to_both(order, post):
    """S23: from the business, to be answered to it; with the order's own links"""
    mails = post()
    assert set(mails) == {BUYER, SELLER}
    theirs, ours = mails[BUYER], mails[SELLER]
    assert theirs["Subject"] == "Received: Order 1001, Atelier"
    assert (theirs["From"].addresses[0].display_name, theirs["Reply-To"]) == ("Atelier", SELLER)
    assert subjects(mails)[SELLER] == "New order: 1001, Bea Bcc: x@evil.example, €48"
    assert (ours["Reply-To"], ours["Bcc"], theirs["Bcc"]) == (BUYER, None, None)
    assert (order_url(order) in plain(theirs), owner_url(order) in plain(theirs)) == (True, False)
    assert owner_url(order) in plain(ours)
    for said in ("2 × Cake: €48", "Total: €48", "Payment: Unpaid"):
        assert said in plain(theirs)


def test_what_a_buyer_typed_is_not_mailed_to_the_address_they_gave(order, post):
    """The address may be anybody's: free text would make the shop a sender of what strangers write"""
    mails = post()
    assert [
        [word in plain(mails[who]) for word in ("evil.example/", "http://evil", "<b>")] for who in (BUYER, SELLER)
    ] == [
        [False, False, False],
        [False, True, True],
    ]


@pytest.mark.parametrize(
    ("steps", "subject", "said"),
    [
        ([fulfilling.accept], "Accepted: Order 1001, Atelier", "Your order is accepted."),
        ([fulfilling.accept, fulfilling.ready], "Ready: Order 1001, Atelier", "Your order is ready."),
        ([fulfilling.accept, fulfilling.ship], "On its way: Order 1001, Atelier", "Your order is on its way."),
        (
            [fulfilling.accept, fulfilling.ready, fulfilling.complete],
            "Completed: Order 1001, Atelier",
            "Your order is completed. Thank you!",
        ),
        ([fulfilling.decline], "Declined: Order 1001, Atelier", "Your order could not be accepted."),
        ([fulfilling.cancel], "Cancelled: Order 1001, Atelier", "Your order is cancelled."),
    ],
)
def test_each_step_is_told_to_the_buyer_alone(order, post, cast, steps, subject, said):
    """S23: with the owner's own words; whoever acts needs no mail"""
    post()
    for step in steps[:-1]:
        step(order=order, by=cast.ada, now=NOW)
    post()
    steps[-1](order=order, by=cast.ada, now=NOW, message="See <you>")
    mails = post()
    assert (set(mails), mails[BUYER]["Subject"]) == ({BUYER}, subject)
    assert (said in plain(mails[BUYER]), "> See <you>" in plain(mails[BUYER])) == (True, True)


def test_money_and_changes_are_told(order, post, cast):
    """S13, S19"""
    post()
    paying.mark_paid(order=order, key="k", by=cast.ada, now=NOW)
    told = [post()[BUYER]]
    for key, amount in (("r", 100), ("s", 250)):
        paying.refund(order=order, amount=amount, key=key, by=cast.ada, now=NOW)
        told.append(post()[BUYER])
    lines = [Edited(at=0, quantity=1)]
    revising.revise(order=order, seen=1, lines=lines, delivery=0, discount=0, by=cast.ada, now=NOW)
    mail = post()[BUYER]
    words = ("Paid", "Refunded", "Refunded", "Changed")
    assert [one["Subject"] for one in (*told, mail)] == [f"{word}: Order 1001, Atelier" for word in words]
    assert "1 × Cake: €24" in plain(mail)
    sums = ["has arrived: €48.", "back to you: €1.", "back to you: €2.50."]
    assert [said in plain(one) for said, one in zip(sums, told, strict=True)] == [True] * 3
    assert len({one["Message-ID"] for one in told}) == 3, "mail programs would show one of two refunds"


def test_a_letter_that_leaves_late_says_what_was_true_then(order, post, cast):
    """S13: the order as it was at the act; of changes only the last, and nothing of how to pay what is paid"""
    Shop.objects.update(payment_text="Pay to IBAN 1")
    for quantity, seen in ((1, 1), (3, 2)):
        lines = [Edited(at=0, quantity=quantity)]
        revising.revise(order=order, seen=seen, lines=lines, delivery=0, discount=0, by=cast.ada, now=NOW)
    paying.mark_paid(order=order, key="k", by=cast.ada, now=NOW)
    mails = post.delivered()
    told = {(str(mail["To"]), mail["Subject"].strip().partition(":")[0]): plain(mail) for mail in mails}
    assert set(told) == {(BUYER, word) for word in ("Received", "Changed", "Paid")} | {(SELLER, "New order")}
    shown = {key: ("2 × Cake" in said, "3 × Cake" in said, "Payment: Unpaid" in said) for key, said in told.items()}
    first, last = (True, False, True), (False, True, True)
    assert shown == {
        (SELLER, "New order"): first,
        (BUYER, "Received"): first,
        (BUYER, "Changed"): last,
        (BUYER, "Paid"): (False, True, False),
    }
    assert [key for key, said in told.items() if "IBAN" in said] == []


def test_what_is_no_longer_so_is_not_told(order, post, cast):
    """A later step has its own mail, with everything in it"""
    fulfilling.accept(order=order, by=cast.ada, now=NOW)
    fulfilling.ready(order=order, by=cast.ada, now=NOW)
    assert subjects(post()) == {BUYER: "Ready: Order 1001, Atelier"}


def test_a_lapse_is_warned_of_and_told_to_the_seller(order, post, cast, clock):
    """S11: before and after, while it is not answered"""
    post()
    clock.move_to(NOW + timedelta(hours=20))
    warned = post()
    clock.move_to(NOW + timedelta(hours=24))
    upkeep.lapse(NOW + timedelta(hours=24))
    lapsed = post()
    assert [subjects(mails) for mails in (warned, lapsed)] == [
        {SELLER: "Please answer: 1001, Bea Bcc: x@evil.example, €48"},
        {SELLER: "Not held any more: 1001, Bea Bcc: x@evil.example, €48"},
    ]


@pytest.mark.parametrize("act", ["accept", "paid"])
def test_what_does_not_lapse_is_not_warned_of(order, post, cast, clock, act):
    """S11"""
    post()
    if act == "accept":
        fulfilling.accept(order=order, by=cast.ada, now=NOW)
    else:
        paying.mark_paid(order=order, key="k", by=cast.ada, now=NOW)
    post()
    clock.move_to(NOW + timedelta(hours=20))
    assert post() == {}


def test_the_buyer_cancels_and_the_seller_hears_of_it(order, post):
    post()
    fulfilling.cancel(order=order, by=None, now=NOW)
    assert subjects(post()) == {
        BUYER: "Cancelled: Order 1001, Atelier",
        SELLER: "Cancelled: 1001, Bea Bcc: x@evil.example, €48",
    }


def test_the_same_telling_has_the_same_name(order, post):
    """Sent twice after a kill, mail programs show it once"""
    first = post()[BUYER]["Message-ID"]
    event = order.events.get(verb="placed").pk
    notifying.tell_buyer(order.pk, "placed", Then(event))
    again = post()[BUYER]["Message-ID"]
    assert (first.strip().startswith(f"<{order.uid}.placed.{event}.buyer@"), again) == (True, first)


def test_an_order_nobody_answers_is_told_to_both(order, post):
    """S12: nothing is owed any more, so nothing is said of payment"""
    post()
    upkeep.expire(NOW + timedelta(days=15))
    mails = post()
    assert subjects(mails) == {
        BUYER: "Expired: Order 1001, Atelier",
        SELLER: "Expired: 1001, Bea Bcc: x@evil.example, €48",
    }
    assert "Payment" not in plain(mails[BUYER])


def test_without_an_address_only_the_seller_is_told(shop, post):
    """S25: e-mail is optional"""
    make_order(wanted(make_product()), email="")
    assert set(post()) == {SELLER}


def test_the_buyer_reads_the_language_of_the_order(shop, post):
    make_order(wanted(make_product(price=2450)), email=BUYER, language="de")
    mail = post()[BUYER]
    assert "24,50\xa0€" in part(mail, "text/plain").get_content()
    assert '<html lang="de"' in part(mail, "text/html").get_content()


@pytest.mark.parametrize("placed", [0, 1])
def test_the_evening_is_summed_up(shop, post, cast, placed):
    """S23: nothing on a day without orders and with nothing to do"""
    for _one in range(placed):
        make_order(wanted(make_product()), email="")
    post()
    for _beat in range(2):  # F4
        notifying.send_summary("2027-01-04")
    mails = post()
    assert set(mails) == ({SELLER} if placed else set())
    if placed:
        said = plain(mails[SELLER])
        assert mails[SELLER]["Subject"] == "Atelier: 1 order today"
        assert "Orders today: 1 (€24) Waiting for your answer: 1" in said


def test_the_link_in_the_mail_opens_the_order(order, post):
    """S22"""
    post()
    path = order_url(order).removeprefix("http://localhost:8000")
    assert Client().get(path).status_code == 200
