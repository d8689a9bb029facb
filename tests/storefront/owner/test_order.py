"""One order in its seller's hands: acts, refusals, money, the chat, the buyer's link (S1–S3, S11–S13, S19; P19)."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client

from storefront import fulfilling, paying, upkeep
from storefront.models import LedgerEntry, Order, OrderEvent, Reservation, Shop
from storefront.wording import order_path
from tests.bookings.owner.seen import text
from tests.storefront.stall import NOW, make_order, make_product, make_sizes, make_zone, variant, wanted
from workspaces.models import Effect

KEY = "key-of-the-form"


def page(order: Order) -> str:
    return f"/w/atelier/orders/{order.pk}/"


def acts(answer: Any) -> list[str]:
    """What the page offers."""
    return re.findall(r'name="act"\s+value="(\w+)"', answer.content.decode())


def now_of(order: Order) -> tuple[str, str]:
    order.refresh_from_db()
    return order.state, order.payment


@pytest.fixture
def order(shop) -> Order:
    """Of two cakes for 24.00 each, out of five."""
    return make_order(wanted(make_product(stock=5), 2), name="Bea <b>Buyer</b>", email="bea@buyer.example")


def brought(cake: Any) -> Order:
    Shop.objects.update(delivery=True)
    make_zone()
    return make_order(wanted(cake), kind="delivery", postcode="SE1 4AB", address="2 Dock Street")


def test_acts_follow_one_another_and_the_history_says_who(order, ada):
    """S12: only what is possible is offered"""
    offered = [acts(ada.get(page(order)))]
    for act, seen in (("accept", "placed"), ("ready", "accepted"), ("complete", "ready")):
        answer = ada.post(page(order), {"act": act, "seen": seen})
        assert (answer.status_code, answer["Location"]) == (302, page(order))
        offered.append(acts(ada.get(page(order))))
    assert offered == [
        ["accept", "tell", "revoke", "paid", "tell", "decline"],
        ["ready", "complete", "tell", "revoke", "paid", "tell", "cancel"],
        ["complete", "tell", "revoke", "paid", "tell", "cancel"],
        ["tell", "revoke", "paid", "tell"],
    ]
    said = text(ada.get(page(order)))
    for words in ("Ordered by the buyer", "Accepted by Ada", "Marked as ready by Ada", "Handed over by Ada"):
        assert words in said


def test_a_delivery_is_sent_and_not_made_ready(shop, ada):
    """S12"""
    order = brought(make_product())
    ada.post(page(order), {"act": "accept", "seen": "placed"})
    assert acts(ada.get(page(order)))[:2] == ["ship", "complete"]
    ada.post(page(order), {"act": "ship", "seen": "accepted"})
    assert now_of(order) == ("shipped", "unpaid")


@pytest.mark.parametrize("act", ["accept", "ready", "ship", "complete", "decline", "cancel", "paid", "refund"])
def test_what_was_asked_on_an_older_page_is_refused(order, ada, act):
    """S12: 409, with plain words; nothing is done and nobody is told"""
    ada.post(page(order), {"act": "decline", "seen": "placed"})
    before = Effect.objects.count()
    answer = ada.post(page(order), {"act": act, "seen": "placed", "key": KEY, "method": "cash"})
    assert (answer.status_code, now_of(order), Effect.objects.count()) == (409, ("declined", "unpaid"), before)
    assert "This order was declined. That is final: the buyer can order again." in text(answer)


@pytest.mark.parametrize("act", ["ready", "ship", "complete"])
def test_an_illegal_step_is_refused(order, ada, act):
    """S12: 409"""
    answer = ada.post(page(order), {"act": act, "seen": "placed"})
    assert (answer.status_code, now_of(order)) == (409, ("placed", "unpaid"))
    assert "This order is not accepted yet. Accept it first." in text(answer)


@pytest.mark.parametrize(
    "form",
    [
        {"act": "revive", "seen": "placed"},
        {"act": "", "seen": "placed"},
        {"act": "accept"},
        {"act": "accept", "seen": "elsewhere"},
        {"act": "tell", "text": "insult"},
        {"act": "tell", "text": "paid"},
    ],
)
def test_what_no_page_sends_is_malformed(order, ada, form):
    assert (ada.post(page(order), form).status_code, now_of(order)) == (400, ("placed", "unpaid"))


def test_accepting_what_was_sold_meanwhile_names_what_is_left(order, ada):
    """S10, S11: each short line with what is left"""
    upkeep.lapse(NOW + timedelta(hours=24))
    make_order(wanted(variant_of("Cake"), 4), now=NOW + timedelta(hours=25))
    assert "Not held any more. Accepting the order takes it anew" in text(ada.get(page(order)))
    answer = ada.post(page(order), {"act": "accept", "seen": "placed"})
    assert (answer.status_code, now_of(order)) == (409, ("placed", "unpaid"))
    assert "Not accepted: there is not enough left." in text(answer)
    assert "Cake: only 1 left." in text(answer)


def variant_of(title: str) -> Any:
    from storefront.models import Product  # noqa: PLC0415  # a name the fixtures made

    return Product.objects.get(title=title)


def test_the_owners_words_go_with_a_refusal(order, ada):
    """S23: and stand in the history, escaped"""
    ada.post(page(order), {"act": "decline", "seen": "placed", "message": "The <i>oven</i> broke"})
    event = OrderEvent.objects.get(order=order, verb="declined")
    assert event.data == {"message": "The <i>oven</i> broke"}
    told = Effect.objects.get(task="storefront.tasks.tell_buyer", arguments__verb="declined")
    assert told.payload == "The <i>oven</i> broke"
    html = ada.get(page(order)).content.decode()
    assert ("The &lt;i&gt;oven" in html, "<i>" in html) == (True, False)


def test_a_message_too_long_is_kept_and_nothing_is_done(order, ada):
    """rule 22"""
    answer = ada.post(page(order), {"act": "decline", "seen": "placed", "message": "x" * 1001})
    assert (answer.status_code, now_of(order)) == (422, ("placed", "unpaid"))
    assert "x" * 1001 in answer.content.decode()


def test_paid_in_cash_is_one_entry_however_often_it_is_sent(order, ada, cast):
    """S19: who and when; A49"""
    html = ada.get(page(order)).content.decode()
    keys = re.findall(r'name="key"\s+value="([^"]+)"', html)
    form = {"act": "paid", "seen": "placed", "method": "cash", "key": keys[0]}
    assert [ada.post(page(order), form).status_code for _twice in range(2)] == [302, 302]
    (entry,) = LedgerEntry.objects.all()
    assert (entry.kind, entry.amount, entry.method, entry.by, entry.at) == ("charge", 4800, "cash", cast.ada, NOW)
    assert now_of(order) == ("placed", "paid")
    assert "Payment, Cash, Today, 4 January, 08:00, by Ada" in text(ada.get(page(order)))
    assert set(Reservation.objects.values_list("state", flat=True)) == {"kept"}


@pytest.mark.parametrize("over", [{"method": "barter"}, {"method": ""}, {"key": ""}, {"key": "short"}])
def test_a_payment_of_no_known_kind_is_refused(order, ada, over):
    form = {"act": "paid", "seen": "placed", "method": "cash", "key": KEY}
    assert (ada.post(page(order), form | over).status_code, LedgerEntry.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("typed", "given", "payment"), [("", 4800, "refunded"), ("10.50", 1050, "part_refunded"), ("48", 4800, "refunded")]
)
def test_money_is_given_back_in_whole_or_in_part(order, ada, cast, typed, given, payment):
    """P19, P22"""
    paying.mark_paid(order=order, key="p", by=cast.ada, now=NOW)
    form = {"act": "refund", "seen": "placed", "amount": typed, "note": "Late", "key": KEY}
    assert [ada.post(page(order), form).status_code for _twice in range(2)] == [302, 302]
    entries = list(LedgerEntry.objects.values_list("kind", "amount", "note"))
    assert (entries, now_of(order)) == ([("charge", 4800, ""), ("refund", given, "Late")], ("placed", payment))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("48.01", "At most €48 can be given back."),
        ("0", "Write more than nothing"),
        ("1.005", "Write an amount like 30.00."),
        ("-5", "Write an amount like 30.00."),
        ("ten", "Write an amount like 30.00."),
    ],
)
def test_a_refund_that_cannot_be_is_refused_in_words(order, ada, cast, typed, said):
    """P19; S14: excess decimals are refused. What was typed stays"""
    paying.mark_paid(order=order, key="p", by=cast.ada, now=NOW)
    form = {"act": "refund", "seen": "placed", "amount": typed, "key": KEY}
    answer = ada.post(page(order), form)
    assert (answer.status_code, LedgerEntry.objects.count(), now_of(order)) == (422, 1, ("placed", "paid"))
    assert said in text(answer)
    assert f'value="{typed}"' in answer.content.decode()


def test_a_paid_order_that_is_called_off_leads_to_the_refund(order, ada, cast):
    fulfilling.accept(order=order, by=cast.ada, now=NOW)
    paying.mark_paid(order=order, key="p", by=cast.ada, now=NOW)
    assert "€48 was paid: give it back afterwards." in text(ada.get(page(order)))
    answer = ada.post(page(order), {"act": "cancel", "seen": "accepted"}, follow=True)
    assert "€48 was paid for this order, which is off. Give it back." in text(answer)
    assert re.search(r'id="refund"\s+open', answer.content.decode())
    ada.post(page(order), {"act": "refund", "seen": "cancelled", "key": KEY})
    assert "Give it back" not in text(ada.get(page(order)))


def test_the_page_tells_all_about_it(shop, ada):
    """S13: lines with add-ons and texts, sums, buyer, window, reservation"""
    cake = make_sizes(stock=None, writings_json=[{"key": "t", "label": "On it", "price": 100}])
    order = make_order(
        wanted(cake, 2, "l", texts={"t": "Zoë <8>"}),
        name="Bea",
        phone="+447700900123",
        email="b@x.example",
        note="Nuts!",
    )
    answer = ada.get(page(order))
    said, html = text(answer), answer.content.decode()
    for words in ("2 × Cake, Large", "On it: “Zoë <8>”", "€37 each", "€74", "Nuts!", "1 Mill Lane", "+44 7700 900123"):
        assert words in said
    assert "Unknown: the buyer's browser did not say" in said
    assert "<8>" not in html
    for address in ('href="tel:+447700900123"', "https://wa.me/447700900123?text=", "mailto:b@x.example"):
        assert address in html


def test_a_reply_opens_with_the_text_already_written(order, ada):
    """S3: a page that goes on by itself, and the plain link"""
    ada.post(page(order), {"act": "accept", "seen": "placed"})
    answer = ada.post(page(order), {"act": "tell", "text": "accepted"})
    phone = order.phone.removeprefix("+")
    link = answer["Refresh"].removeprefix("0;url=")
    assert (answer.status_code, link.partition("?")[0]) == (200, f"https://wa.me/{phone}")
    said = unquote(link.partition("?text=")[2])
    assert said == (
        f"Hello Bea <b>Buyer</b>, your order 1001 is accepted: €48. Follow it here: http://localhost:8000{order_path(order)}"
    )
    assert link.replace("&", "&amp;") in answer.content.decode()
    assert "Text for WhatsApp opened by Ada: It is accepted" in text(ada.get(page(order)))


def test_the_prepared_text_is_that_of_the_last_news(order, ada, cast):
    texts = []
    for act in (
        None,
        {"act": "accept", "seen": "placed"},
        {"act": "paid", "seen": "accepted", "method": "cash", "key": KEY},
    ):
        if act:
            ada.post(page(order), act)
        texts.append(ada.get(page(order)).context["text"])
    assert texts == ["placed", "accepted", "paid"]


def test_a_link_given_away_dies(order, ada):
    """S2: its version is raised"""
    old = order_path(order)
    assert ada.post(page(order), {"act": "revoke"}).status_code == 302
    order.refresh_from_db()
    answers = [Client().get(path).status_code for path in (old, order_path(order))]
    assert (answers, order.version) == ([404, 200], 2)
    assert "Link of the buyer replaced by Ada" in text(ada.get(page(order)))


def test_viewers_look_and_change_nothing(order, cast, client):
    """rule 5: nor do they get the buyer's own link, which could cancel"""
    client.force_login(cast.vera)
    answer, token = client.get(page(order)), order_path(order).removeprefix("/o/")
    assert (answer.status_code, acts(answer), token in answer.content.decode()) == (200, [], False)
    assert client.post(page(order), {"act": "accept", "seen": "placed"}).status_code == 403
    assert now_of(order) == ("placed", "unpaid")


def test_names_and_notes_of_buyers_are_only_text(order, ada):
    """A06"""
    assert "<b>Buyer" not in ada.get(page(order)).content.decode()


def test_variants_of_other_kinds_do_not_stop_the_page(shop, ada):
    """S9: deleting a variant keeps old orders intact"""
    cake = make_sizes()
    order = make_order(wanted(cake, choice="l"))
    variant(cake, "l").delete()
    cake.delete()
    assert "1 × Cake, Large" in text(ada.get(page(order)))
