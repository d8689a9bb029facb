"""What buyer and seller read about an order: sentences for mails and for WhatsApp, in the active language."""

import re
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import dateformat, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from cards.phones import readable
from cardsite.kit import money, signing
from storefront import whatsapp
from storefront.models import Order, Product, Revision, Shop
from storefront.offer import OrderLine
from storefront.pricing import Tax
from storefront.states import State
from storefront.whatsapp import Message, safe
from workspaces.letters import Letter, one_line, subject

PLACEHOLDERS: Final = ("{shop}", "{name}", "{number}")
"""What an owner may write into the first line of the message."""

_BRACED: Final = re.compile(r"\{[^{}]*\}|[{}]")

_BUYER: Final[dict[str, tuple[str | Promise, str | Promise]]] = {
    "placed": (
        pgettext_lazy("order", "Received"),
        gettext_lazy("Your order has arrived. You hear from us when it is accepted."),
    ),
    "accepted": (pgettext_lazy("order", "Accepted"), gettext_lazy("Your order is accepted.")),
    "ready": (gettext_lazy("Ready"), gettext_lazy("Your order is ready.")),
    "shipped": (gettext_lazy("On its way"), gettext_lazy("Your order is on its way.")),
    "completed": (gettext_lazy("Completed"), gettext_lazy("Your order is completed. Thank you!")),
    "declined": (pgettext_lazy("order", "Declined"), gettext_lazy("Your order could not be accepted.")),
    "cancelled": (pgettext_lazy("order", "Cancelled"), gettext_lazy("Your order is cancelled.")),
    "called_off": (
        pgettext_lazy("order", "Cancelled"),
        gettext_lazy(
            "Your order is cancelled: our shop here is closed. If you paid, answer this mail to get your money back."
        ),
    ),
    "expired": (
        gettext_lazy("Expired"),
        gettext_lazy("Your order was not answered in time, so it is over. Nothing is owed."),
    ),
    "revised": (gettext_lazy("Changed"), gettext_lazy("Your order was changed. This is what it is now.")),
    "paid": (gettext_lazy("Paid"), gettext_lazy("Your payment has arrived: %(amount)s.")),
    "refunded": (gettext_lazy("Refunded"), gettext_lazy("Money was given back to you: %(amount)s.")),
}
_SELLER: Final[dict[str, tuple[str | Promise, str | Promise]]] = {
    "placed": (gettext_lazy("New order"), gettext_lazy("Somebody has ordered.")),
    "cancelled": (
        pgettext_lazy("order", "Cancelled"),
        gettext_lazy("The buyer has cancelled. What was reserved can be sold again."),
    ),
    "expired": (gettext_lazy("Expired"), gettext_lazy("Nobody answered this order, so it is over.")),
    "lapsing": (
        gettext_lazy("Please answer"),
        gettext_lazy("What this order holds of your stock is held for a few hours more. Accept it to keep it."),
    ),
    "lapsed": (
        gettext_lazy("Not held any more"),
        gettext_lazy(
            "The stock this order held can be sold again. The order stays; accepting it takes the stock anew."
        ),
    ),
}
_CHAT: Final[dict[str, str | Promise]] = {
    "placed": gettext_lazy("Hello %(name)s, about your order %(number)s: %(link)s"),
    "accepted": gettext_lazy("Hello %(name)s, your order %(number)s is accepted: %(total)s. Follow it here: %(link)s"),
    "ready": gettext_lazy("Hello %(name)s, your order %(number)s is ready. %(link)s"),
    "shipped": gettext_lazy("Hello %(name)s, your order %(number)s is on its way. %(link)s"),
    "completed": gettext_lazy("Hello %(name)s, thank you for your order %(number)s!"),
    "declined": gettext_lazy("Hello %(name)s, I am sorry, I cannot accept your order %(number)s."),
    "cancelled": gettext_lazy("Hello %(name)s, your order %(number)s is cancelled."),
    "expired": gettext_lazy("Hello %(name)s, about your order %(number)s: %(link)s"),
    "revised": gettext_lazy("Hello %(name)s, I changed your order %(number)s: %(total)s. See it here: %(link)s"),
    "paid": gettext_lazy("Hello %(name)s, your payment for order %(number)s has arrived. Thank you!"),
    "refunded": gettext_lazy("Hello %(name)s, I gave you money back for order %(number)s. %(link)s"),
    "reminder": gettext_lazy("Hello %(name)s, a reminder of your order %(number)s: %(when)s. %(link)s"),
}


def order_path(order: Order) -> str:
    """Where the buyer follows it; the same until the version is raised (S2)."""
    return f"/o/{signing.token('order', order.pk, order.version)}"


def order_url(order: Order) -> str:
    return f"{settings.BASE_URL}{order_path(order)}"


def owner_url(order: Order) -> str:
    return f"{settings.BASE_URL}{reverse('order', args=[order.workspace.slug, order.pk])}"


def amount(minor: int, order: Order) -> str:
    return money.spoken(minor, order.currency, order.language)


def line_words(line: OrderLine) -> str:
    """ "2 × Chocolate cake, Large"."""
    return f"{line.quantity} × {', '.join(part for part in (line.title, line.choice) if part)}"


def details(line: OrderLine) -> list[str]:
    """Add-ons and what is written, a line each."""
    return [f"+ {one.title}" for one in line.addons] + [f"{one.label}: “{one.text}”" for one in line.texts]


def sums(order: Order, revision: Revision) -> list[tuple[str, str]]:
    """From the goods to the total; parts that are nothing are not named."""
    spoken = [(_("Goods"), amount(revision.goods, order))] if revision.goods != revision.total else []
    if revision.discount:
        spoken.append((_("Discount"), f"−{amount(revision.discount, order)}"))
    if revision.delivery:
        spoken.append((_("Delivery"), amount(revision.delivery, order)))
    if revision.tax and order.tax_kind == Tax.EXCLUSIVE:
        spoken.append((_("Tax"), amount(revision.tax, order)))
    spoken.append((_("Total"), amount(revision.total, order)))
    if revision.tax and order.tax_kind == Tax.INCLUSIVE:
        spoken.append((_("Tax contained"), amount(revision.tax, order)))
    return spoken


def window_words(order: Order) -> str:
    """ "Saturday, 28 November, 09:00–10:00" on the shop's clock; empty without a window."""
    if order.window_start is None or order.window_end is None:
        return ""
    return span_words(order.window_start, order.window_end, order.zone)


def span_words(start: datetime, end: datetime, zone: str) -> str:
    here, until = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    day = f"{dateformat.format(here, 'l')}, {date_format(here, 'MONTH_DAY_FORMAT')}"  # no window is a year away
    return f"{day}, {dateformat.format(here, 'H:i')}–{dateformat.format(until, 'H:i')}"


def day_words(at: datetime, order: Order) -> str:
    """The date on the shop's clock."""
    return date_format(at.astimezone(ZoneInfo(order.zone)), "DATE_FORMAT")


def pickup_place(order: Order, shop: Shop | None) -> str:
    """Where the buyer comes to; empty for what is brought, or where none is said."""
    if order.handover != Order.Handover.PICKUP:
        return ""
    place = (shop.pickup_place if shop else "") or order.workspace.address
    return one_line(place.replace("\n", ", "))


def handover(order: Order, shop: Shop | None) -> list[tuple[str, str]]:
    """How and when it comes to the buyer."""
    found = []
    if order.handover == Order.Handover.DELIVERY:
        found.append((_("Delivery"), one_line(", ".join(part for part in (order.address, order.postcode) if part))))
    elif order.handover == Order.Handover.PICKUP:
        found.append((_("Pick-up"), pickup_place(order, shop) or _("As agreed")))
    if said := window_words(order):
        found.append((_("When"), said))
    return found


def rows(order: Order, shop: Shop | None = None) -> list[tuple[str, str]]:
    """Label and value of everything agreed, for mails and prints."""
    revision = newest(order)
    found = []
    for line in revision.lines:
        said = "; ".join([amount(line.amount, order), *details(line)])
        found.append((one_line(line_words(line)), one_line(said)))
    return [*found, *sums(order, revision), *handover(order, shop), (_("Payment"), payment(order))]


def payment(order: Order) -> str:
    return str(order.get_payment_display())


def newest(order: Order) -> Revision:
    return order.revisions.get(number=order.revision)


def to_seller_chat(order: Order, shop: Shop) -> Message:
    """What the buyer's WhatsApp opens with, addressed to the shop (S3, S5, S6)."""
    revision = newest(order)
    named = _("Order %(number)s") % {"number": order.number}
    total = f"*{_('Total')}: {amount(revision.total, order)}*"
    lines = [opening(shop, order.name, order.number), named, ""]
    for line in revision.lines:
        lines.append(f"{safe(line_words(line))}: {amount(line.amount, order)}")
        lines += [f"  {safe(one)}" for one in details(line)]
    lines += ["", *(f"{label}: {said}" for label, said in sums(order, revision)[:-1] if label != _("Total"))]
    lines = [*lines, total, ""]
    lines += [f"{label}: {safe(said)}" for label, said in [*handover(order, shop), (_("Name"), order.name)]]
    lines += [f"{_('Note')}: {safe(order.note)}"] if order.note else []
    number = sum(line.quantity for line in revision.lines)
    count = ngettext("%(number)d piece", "%(number)d pieces", number) % {"number": number}
    link = order_url(order)
    return whatsapp.message(shop.whatsapp, [*lines, "", link], [named, count, total, "", link])


def opening(shop: Shop, name: str, number: int) -> str:
    return filled_in(shop.opening, shop, name, number)


def unknown_placeholders(words: str) -> list[str]:
    """What stands in braces and nobody can fill in."""
    return [found for found in _BRACED.findall(words) if found not in PLACEHOLDERS]


def filled_in(words: str, shop: Shop, name: str, number: int) -> str:
    """The owner's first line with what it asks for, else ours."""
    words = words or _("Hello {shop}, this is my order:")
    for placeholder, value in zip(PLACEHOLDERS, (shop.name, name, str(number)), strict=True):
        words = words.replace(placeholder, safe(value))
    return one_line(words)


def asking(shop: Shop, product: Product, choice: str, address: str) -> str:
    """A prepared chat about one product (S0)."""
    what = ", ".join(part for part in (product.title, choice) if part)
    said = _("Hello %(shop)s, I am interested in %(what)s: %(link)s")
    return whatsapp.url(shop.whatsapp, said % {"shop": safe(shop.name), "what": safe(what), "link": address})


def chat_text(order: Order, verb: str) -> str:
    """What the seller writes to the buyer, prepared, in the buyer's language."""
    with translation.override(order.language):
        text = str(_CHAT[verb]) % {
            "name": safe(order.name),
            "number": order.number,
            "total": amount(order.total, order),
            "when": window_words(order),
            "link": order_url(order),
        }
    words = last_words(order) if verb == order.state else ""
    return f"{text}\n\n{words}" if words else text


def last_words(order: Order) -> str:
    """What the seller wrote when the order came to its present state; empty when nothing."""
    for data in order.events.filter(verb=order.state).order_by("-pk").values_list("data", flat=True)[:1]:
        return str(data.get("message", "")).strip()
    return ""


def chat_url(order: Order, verb: str) -> str:
    """The chat with the buyer in which that is written already."""
    return whatsapp.url(order.phone, chat_text(order, verb))


def to_buyer(
    order: Order, verb: str, shop: Shop | None, message: str = "", *, payable: bool = True, moved: int = 0
) -> Letter:
    """Nothing that the buyer typed stands in it beside the name: the address may be anybody's.

    `payable`: how to pay may be said; `moved` is the money that came or went, in minor units.
    """
    word, sentence = (str(part) for part in _BUYER[verb])
    house = one_line(_seller(order, shop))
    said = [sentence % {"amount": amount(moved, order)}]
    if verb in {"placed", "accepted"} and shop and shop.payment_text and payable:
        said.append(shop.payment_text)
    return Letter(
        subject=subject(f"{word}: {_('Order %(number)s') % {'number': order.number}}, {house}"),
        heading=_("Hello %(name)s") % {"name": one_line(order.name)},
        said=said,
        quoted=message.strip(),
        rows=_public_rows(order, shop),
        links=[(_("Follow the order"), order_url(order))],
        signed=house,
        because=_("You get this because this address was given for an order at %(house)s.") % {"house": house},
    )


def _seller(order: Order, shop: Shop | None) -> str:
    return shop.name if shop else order.workspace.name


def _public_rows(order: Order, shop: Shop | None) -> list[tuple[str, str]]:
    """Without what is written on things and without the address: both are the buyer's free text.

    Nothing of when and where once it is over, and of payment only what was paid.
    """
    revision, is_over = newest(order), order.state in {State.DECLINED, State.CANCELLED, State.EXPIRED}
    found = [(one_line(line_words(line)), amount(line.amount, order)) for line in revision.lines]
    found += sums(order, revision)
    if not is_over and (place := pickup_place(order, shop)):
        found.append((_("Pick-up"), place))
    if not is_over and (said := window_words(order)):
        found.append((_("When"), f"{said} ({order.zone.replace('_', ' ')})"))
    if not is_over or order.payment != Order.Payments.UNPAID:
        found.append((_("Payment"), payment(order)))
    return found


def to_seller(order: Order, verb: str, shop: Shop | None) -> Letter:
    word, sentence = (str(part) for part in _SELLER[verb])
    who = one_line(order.name)
    reach = [(_("Who"), who), (_("Phone"), readable(order.phone))]
    reach += [(_("E-mail"), order.email)] if order.email else []
    reach += [(_("Note"), one_line(order.note))] if order.note else []
    digits = order.phone.removeprefix("+")
    return Letter(
        subject=subject(f"{word}: {order.number}, {who}, {amount(order.total, order)}"),
        heading=f"{word}: {order.number}",
        said=[sentence],
        rows=[*rows(order, shop), *reach],
        links=[
            (_("Open the order"), owner_url(order)),
            (_("Call"), f"tel:+{digits}"),
            (_("Write by WhatsApp"), f"https://wa.me/{digits}"),
        ],
        signed=settings.SITE_NAME,
    )


def of_number(shop: Shop, by: str) -> Letter:
    """To every owner when orders go to another number (A30)."""
    address = f"{settings.BASE_URL}{reverse('shop_settings', args=[shop.workspace.slug])}"
    return Letter(
        subject=subject(_("Orders of %(shop)s go to another number") % {"shop": shop.name}),
        heading=_("The WhatsApp number of your shop was changed"),
        said=[_("New orders open a chat with this number. If that was not you, change it back, and your password.")],
        rows=[(_("Number"), readable(shop.whatsapp) if shop.whatsapp else _("none")), (_("Changed by"), one_line(by))],
        links=[(_("Open the shop"), address)],
        signed=settings.SITE_NAME,
    )
