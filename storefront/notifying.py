"""Who is told of an order, and how (S23)."""

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
from workspaces import digests, letters, paces
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


def tell_buyer(order_id: int, verb: str, *, message: str = "") -> None:
    """Drops what is no longer so: a later step has its own mail, with everything in it."""
    order = _told_of(order_id, verb)
    if order is None or not order.email:
        return
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    with translation.override(order.language):
        letter = wording.to_buyer(order, verb, shops.shop_here(), message)
        mail = letters.mail(letter, formataddr((letter.signed, sender)), order.email)
    mail.reply_to = [owner.address for owner in letters.owners()[:1]]
    mail.extra_headers["Message-ID"] = _name_of(order, f"{verb}.{order.revision}.buyer")
    mail.send()


def tell_seller(order_id: int, verb: str) -> None:
    order = _told_of(order_id, verb)
    if order is None or (verb == "lapsing" and order.reserved_until is None):
        return
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
            letter = wording.of_number(shop, person.email if person else "")
            letters.mail(letter, settings.DEFAULT_FROM_EMAIL, reader.address).send()


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
            letter = paces.with_foot(summarising.letter(found), reader, EVENING, shop.workspace, digest=True)
            mail = letters.mail(letter, settings.DEFAULT_FROM_EMAIL, reader.address)
        digests.send_once(mail, EVENING, member, found.day)


def _told_of(order_id: int, verb: str) -> Order | None:
    order = Order.objects.select_related("workspace").filter(pk=order_id).first()
    return order if order and State(order.state) in _TRUE_IN.get(verb, set(State)) else None


def _name_of(order: Order, what: str) -> str:
    """The same for the same telling: sent twice after a kill, mail programs show it once."""
    return f"<{order.uid}.{what}@{settings.MAIL_DOMAIN}>"
