"""Who is told of an order, and how (S23).

A letter may leave long after the act: it says the lines, sums and payment that were true then. What would mislead
now is not sent, or not said: a step that was taken back, a revision after which there is another, how to pay what is
paid.
"""

from dataclasses import dataclass
from datetime import date
from email.utils import formataddr, parseaddr
from typing import Final

from django.conf import settings
from django.utils import translation

from cards import assigning
from storefront import shops, summarising, wording
from storefront.models import Order, Shop
from storefront.states import State
from storefront.topics import EVENING, ORDERS
from workspaces import digests, letters, paces, service_mail
from workspaces.models import User
from workspaces.topics import Pace

_TRUE_IN: Final = {
    "placed": {State.PLACED, State.ACCEPTED},
    "accepted": {State.ACCEPTED},
    "ready": {State.READY},
    "shipped": {State.SHIPPED},
    "completed": {State.COMPLETED},
    "declined": {State.DECLINED},
    "cancelled": {State.CANCELLED},
    "called_off": {State.CANCELLED},
    "expired": {State.EXPIRED},
    "lapsing": {State.PLACED},
    "lapsed": {State.PLACED},
}
"""What may still be said of an order in this state; the rest is true in any."""


@dataclass(frozen=True)
class Then:
    """The order when the act was done: the number of its entry in the history, its revision and payment."""

    event: int = 0
    revision: int = 0
    payment: str = ""


NOW: Final = Then()


def tell_buyer(order_id: int, verb: str, then: Then = NOW, *, message: str = "") -> None:
    """Drops what is no longer so: a later step has its own mail, with everything in it."""
    order = _told_of(order_id, verb)
    if order is None or not order.email or (verb == "revised" and then.revision not in {0, order.revision}):
        return
    payable = order.payment == Order.Payments.UNPAID
    order, moved = _as_it_was(order, then), _moved(order, verb, then)
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    with translation.override(order.language):
        letter = wording.to_buyer(order, verb, shops.shop_here(), message, payable=payable, moved=moved)
        mail = letters.mail(letter, formataddr((letter.signed, sender)), order.email)
    mail.reply_to = [owner.address for owner in letters.owners()[:1]]
    mail.extra_headers["Message-ID"] = _name_of(order, f"{verb}.{then.event or order.revision}.buyer")
    mail.send()


def tell_seller(order_id: int, verb: str, then: Then = NOW) -> None:
    order = _told_of(order_id, verb)
    if order is None or (verb == "lapsing" and order.reserved_until is None):
        return
    order = _as_it_was(order, then)
    wanting = paces.told(ORDERS, concerns=lambda one: assigning.concerns(one, order.card_id))
    for number, reader in enumerate(paces.readers(wanting)):
        with translation.override(reader.language):
            letter = wording.to_seller(order, verb, Shop.objects.first())
            letter = paces.with_foot(letter, reader, ORDERS, order.workspace)
            mail = letters.mail(letter, settings.DEFAULT_FROM_EMAIL, reader.address)
        mail.extra_headers["Message-ID"] = _name_of(order, f"{verb}.seller{number}")
        if order.email:
            mail.reply_to = [order.email]
        mail.send()


def tell_of_number(by: int) -> None:
    """Orders open another chat from now on: every owner hears of it (A30)."""
    shop = Shop.objects.select_related("workspace").first()
    person = User.objects.filter(pk=by).first()
    if shop is None:
        return
    for reader in letters.owners():
        with translation.override(reader.language):
            service_mail.send(wording.of_number(shop, person.email if person else ""), reader.address)


def send_summary(day: str) -> None:
    """Of a day on the shop's clock, once to each; nothing on a day without orders and with nothing to do."""
    shop = Shop.objects.select_related("workspace").first()
    if shop is None:
        return
    found = summarising.summary(shop, date.fromisoformat(day))
    if found.is_empty:
        return
    for member in paces.told(EVENING, {Pace.DAILY}):
        reader = letters.reader(member)
        with translation.override(reader.language):
            letter = paces.with_foot(summarising.letter(found), reader, EVENING, shop.workspace)
            mail = letters.mail(letter, settings.DEFAULT_FROM_EMAIL, reader.address)
        digests.send_once(mail, EVENING, member, found.day)


def _told_of(order_id: int, verb: str) -> Order | None:
    order = Order.objects.select_related("workspace").filter(pk=order_id).first()
    return order if order and State(order.state) in _TRUE_IN.get(verb, set(State)) else None


def _as_it_was(order: Order, then: Then) -> Order:
    """In memory alone: never saved."""
    order.payment = then.payment or order.payment
    if then.revision:
        was = order.revisions.get(number=then.revision)
        order.revision, order.total = was.number, was.total
    return order


def _moved(order: Order, verb: str, then: Then) -> int:
    """The money that came or went, in minor units; 0 where none did."""
    events = order.events.filter(verb=verb).order_by("pk")
    event = events.filter(pk=then.event).first() or events.last()
    return int(event.data.get("amount", 0)) if event else 0


def _name_of(order: Order, what: str) -> str:
    """The same for the same telling: sent twice after a kill, mail programs show it once."""
    return f"<{order.uid}.{what}@{settings.MAIL_DOMAIN}>"
