"""Amounts of plans in words: what is paid, when, and for which time."""

from datetime import datetime

from django.utils import dateformat, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing import words
from billing.choices import YEAR
from billing.models import Subscription
from billing.snapshots import Bill, BillLine, Preview, Price, Snapshot
from cardsite.kit import money

Rows = list[tuple[str, str]]


def amount(minor: int, currency: str) -> str:
    """“€30”; what comes back has a true minus sign."""
    return money.spoken(minor, currency, translation.get_language() or "en").replace("-", "\N{MINUS SIGN}")


def day(at: datetime) -> str:
    """“29 November 2026”, on the clock that counts here."""
    return dateformat.format(timezone.localtime(at), "j F Y")


def of_total(price: Price, seats: int) -> str:
    """“€9 a month”, “5 members × €6 = €30 a month”."""
    choice = price.choice(seats)
    if not choice.by_member:
        return words.of_price(price)
    sum_ = ngettext("%(number)d member × %(one)s = %(all)s", "%(number)d members × %(one)s = %(all)s", seats)
    each, whole = amount(price.amount, price.currency), amount(price.amount * seats, price.currency)
    every = _("%(sum)s a year") if price.interval == YEAR else _("%(sum)s a month")
    return every % {"sum": sum_ % {"number": seats, "one": each, "all": whole}}


def of_bill(bill: Bill) -> str:
    """“€30 on 29 November 2026”."""
    return _("%(amount)s on %(day)s") % {"amount": amount(bill.amount, bill.currency), "day": day(bill.day)}


def of_coming(bill: Bill) -> str:
    """“€0 on 29 November 2026; €71.99 kept at Stripe goes first”."""
    if not bill.kept:
        return of_bill(bill)
    said = _("%(payment)s; %(kept)s kept at Stripe goes first")
    return said % {"payment": of_bill(bill), "kept": amount(bill.kept, bill.currency)}


def of_time(bill: Bill) -> str:
    """“29 November 2026 to 29 December 2026”."""
    return _("%(first)s to %(last)s") % {"first": day(bill.since), "last": day(bill.until)}


def paid(bill: Bill | None) -> Rows:
    return [(_("Paid"), of_bill(bill)), (_("For the time"), of_time(bill))] if bill else []


def coming(bill: Bill | None) -> Rows:
    return [(_("Next payment"), of_coming(bill))] if bill else []


def until(now: Snapshot, bill: Bill | None) -> Rows:
    """How far it reaches, under the name that is true."""
    label = _("Ends on") if now.ends else _("Paid until") if bill else _("This period ends on")
    return [(label, day(now.period_end))]


def ends(row: Subscription) -> Rows:
    """The day on which it ends; where a payment is open first the earlier one, on which it ends without."""
    whole = [day(row.period_end)] if row.period_end else []
    if not row.kept_until or row.kept_until <= timezone.now():
        return [(_("Ends on"), one) for one in whole]
    return [(_("If not paid, ends on"), day(row.kept_until)), *[(_("If paid, ends on"), one) for one in whole]]


def still_open(row: Subscription) -> Rows:
    """What stays to be paid, whatever becomes of the plan."""
    owed = row.invoice_amount if row.invoice_id else 0
    return [(_("Still to pay"), amount(owed, row.invoice_currency))] if owed else []


def of_line(line: BillLine) -> str:
    """A line of a change in plain words; Stripe's own for what is no plan."""
    if line.choice is None:
        return line.said
    said = _("Back for %(plan)s, not used until %(day)s") if line.amount < 0 else _("%(plan)s, from today to %(day)s")
    return said % {"plan": words.of_choice(line.choice), "day": day(line.until)}


def after(found: Preview, price: Price, seats: int, until: datetime | None) -> Rows:
    """What is taken next once it is changed: at once where `until` is None, else on that day.

    Nothing where taxes or discounts make another amount of it than the price.
    """
    kept, wanted = found.had if until else found.kept, price.choice(seats)
    until = until or max((line.until for line in found.lines if line.choice == wanted), default=None)
    if until is None or found.rest != -found.had:
        return []
    return coming(Bill(max(0, price.amount * seats - kept), found.currency, until, until, until, kept))


def of_preview(found: Preview) -> Rows:
    """The lines of a change at once, which add up to what is due."""
    rows = [(of_line(line), amount(line.amount, found.currency)) for line in found.lines]
    if found.rest:
        label = _("Taxes") if found.rest > 0 else _("Discounts and credit")
        rows.append((label, amount(found.rest, found.currency)))
    if found.kept:
        rows.append((_("Kept for later payments"), amount(found.kept, found.currency)))
    return rows
