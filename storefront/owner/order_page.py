"""What the page of one order shows: what was agreed, how it stands, whom to reach, and what can be done (S12, S13)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from audience.people.finding import others
from cards.content import Phone
from cards.editor.finding import member, membership_of, role_of
from cards.phones import readable
from cards.reaching import chat_url, phone_url
from cardsite.kit import money
from storefront import paying, stock, wording
from storefront.models import LedgerEntry, Order, OrderEvent, Reservation, Shop
from storefront.offer import OrderLine
from storefront.owner import order_acts, order_list, order_words
from storefront.owner.order_forms import MessageForm, PaidForm, RefundForm
from storefront.owner.order_words import TEXTS
from storefront.states import FREES_STOCK, OPEN, Payment, State
from workspaces.access import allowed
from workspaces.models import User
from workspaces.moments import moment_words


@dataclass(frozen=True)
class ShownLine:
    words: str
    details: list[str]
    unit: str
    amount: str


@dataclass(frozen=True)
class Entry:
    """A movement of money in words."""

    words: str
    amount: str
    note: str


@dataclass(frozen=True)
class Reader:
    """Who reads the page, and when."""

    user: User
    now: datetime


PAYABLE: Final = frozenset({*OPEN, State.COMPLETED})


def page_of(order: Order, shop: Shop, request: HttpRequest) -> dict[str, Any]:
    """The forms in it are blank ones; a view puts a refused one in their place."""
    reader = Reader(member(request), timezone.now())
    revisions = {one.number: one for one in order.revisions.all()}
    events = list(OrderEvent.objects.filter(order=order).select_related("by"))
    return (
        {
            "order": order,
            "tone": order_list.tone(order),
            "due": order_words.due(order, reader.user, reader.now),
            "revision": revisions[order.revision],
            "lines": [shown_line(line, order) for line in revisions[order.revision].lines],
            "sums": wording.sums(order, revisions[order.revision]),
            "handover": wording.handover(order, shop),
            "opened": order_words.opened(order, reader.user, reader.now),
            "held": _held(order, reader),
            "history": order_words.history(order, events, revisions, reader.user, reader.now),
            "same_person": others(
                membership_of(request), kind="order", pk=order.pk, email=order.email, phone=order.phone
            ),
            "may_edit": allowed(role_of(request), "orders.edit"),
        }
        | acts_of(order)
        | _money(order, reader)
        | _reaching(order)
        | (_replying(order, events) if allowed(role_of(request), "orders.edit") else {})
        | forms_of(order, reader.user)
    )


def acts_of(order: Order) -> dict[str, Any]:
    """The next step, those after it, and how it can be called off."""
    first, *later = [*order_acts.steps(order), None]
    return {
        "step": first,
        "later": [one for one in later if one],
        "ending": order_acts.ending(order),
        "can_edit": order.state in OPEN,
    }


def forms_of(order: Order, user: User) -> dict[str, Any]:
    return {
        "message_form": MessageForm(auto_id="message_%s"),
        "paid_form": PaidForm(auto_id="paid_%s"),
        "refund_form": RefundForm(auto_id="refund_%s", order=order, language=user.language),
    }


def shown_line(line: OrderLine, order: Order) -> ShownLine:
    several = line.quantity > 1
    unit = wording.amount(line.unit, order) if several else ""
    return ShownLine(wording.line_words(line), wording.details(line), unit, wording.amount(line.amount, order))


def _money(order: Order, reader: Reader) -> dict[str, Any]:
    """What came and went, and what is still to come or to go back."""

    def said(minor: int) -> str:
        return money.spoken(minor, order.currency, reader.user.language) if minor else ""

    entries = LedgerEntry.objects.filter(order=order).select_related("by")
    due = paying.outstanding(order) if order.state in PAYABLE else 0
    back = paying.refundable(order)
    over = back if order.state in FREES_STOCK else max(0, back - order.total) if order.state in PAYABLE else 0
    return {
        "ledger": [_entry(one, order, reader) for one in entries],
        "to_pay": said(due),
        "refundable": said(back),
        "to_give_back": "" if order.payment == Payment.REFUNDED else said(over),
        "called_off": order.state in FREES_STOCK,
    }


def _entry(entry: LedgerEntry, order: Order, reader: Reader) -> Entry:
    kind = ", ".join(filter(None, [str(entry.get_kind_display()), order_words.method(entry)]))
    parts = {
        "kind": kind,
        "when": order_words.moment(entry.at, order, reader.user, reader.now),
        "who": order_words.who(entry.by),
    }
    amount = money.spoken(entry.amount, entry.currency, reader.user.language)
    sign = "−" if entry.kind == LedgerEntry.Kind.REFUND else ""
    return Entry(_("%(kind)s, %(when)s, by %(who)s") % parts, f"{sign}{amount}", entry.note)


def _held(order: Order, reader: Reader) -> tuple[str, bool]:
    """What it holds of the counted stock in words, and whether that asks for something."""
    states = set(Reservation.objects.filter(order=order).values_list("state", flat=True))
    if order.reserved_until:
        until = moment_words(order.reserved_until, order.zone, reader.user)
        words = _("Held until %(until)s. Accept the order to keep it.") % {"until": until}
        return words, order_list.is_lapsing(order, reader.now)
    if states & set(stock.LIVE):
        return _("Kept for this order."), False
    if states and order.state == State.PLACED:
        return _("Not held any more. Accepting the order takes it anew, if it is still there."), True
    return "", False


def _reaching(order: Order) -> dict[str, Any]:
    """Links a tap opens; number and address were checked when they were typed."""
    phone = Phone.model_construct(number=order.phone)
    return {
        "number": readable(order.phone),
        "call": phone_url(phone),
        "chat": chat_url(phone, ""),
        "mail": f"mailto:{quote(order.email, safe='@+')}" if order.email else "",
    }


def _replying(order: Order, events: list[OrderEvent]) -> dict[str, Any]:
    """The buyer's own link and the texts that hold it: for those alone who may do what it can do."""
    fitting = texts_of(order)
    said = [event.verb for event in events if event.verb in fitting]
    text = said[-1] if said else str(order.state)
    return {
        "link": wording.order_url(order),
        "chat": wording.chat_url(order, text),
        "text": text,
        "text_words": TEXTS[text],
        "texts": [(name, TEXTS[name]) for name in fitting if name != text],
    }


def texts_of(order: Order) -> list[str]:
    """Prepared texts that are true of it now."""
    found = [str(order.state)]
    found += ["revised"] if order.revision > 1 and order.state in OPEN else []
    found += ["paid"] if order.payment == Payment.PAID else []
    found += ["refunded"] if order.payment in {Payment.PART_REFUNDED, Payment.REFUNDED} else []
    return [*found, "reminder"] if order.state in OPEN and order.window_start else found
