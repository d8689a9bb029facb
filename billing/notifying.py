"""What owners read about a payment that did not go through (P10)."""

from contextlib import suppress

from django.utils.translation import gettext as _

from billing import bill_words, bills, words
from billing.bill_words import Rows
from billing.gateway import StripeTrouble
from billing.models import Subscription
from billing.snapshots import Bill
from billing.to_owners import letter, page, send_each
from workspaces.letters import Letter


def tell_owners(invoice: str, what: str) -> None:
    """Drops what is no longer so: the invoice was paid, or another one is the oldest now."""
    row = Subscription.objects.select_related("workspace").first()
    if row is None or row.invoice_id != invoice or (what == "asks" and not row.asks):
        return
    bill = None
    with suppress(StripeTrouble):  # these letters are urgent: rather without the days than late
        bill = bills.whole(invoice)
    send_each(lambda: _to_confirm(row, bill) if what == "asks" else _failed(row, bill))


def _to_confirm(row: Subscription, bill: Bill | None) -> Letter:
    heading = _("Your bank asks you to confirm a payment")
    said = [_("The payment for your plan waits for you. Confirm it on the page of the invoice; it takes a minute.")]
    if row.kept_until:
        said.append(_("Unconfirmed, your plan ends on %(day)s.") % {"day": bill_words.day(row.kept_until)})
    return letter(row, heading, said, _rows(row, bill), [(_("Confirm the payment"), row.invoice_url)])


def _failed(row: Subscription, bill: Bill | None) -> Letter:
    heading = _("The payment for your plan did not go through")
    said = [
        _("Your bank refused it. Use another card, or pay the invoice directly; we also try again by ourselves."),
        _("Your cards and codes go on working, whatever happens."),
    ]
    if row.kept_until:
        day = bill_words.day(row.kept_until)
        said.insert(1, _("You keep your plan until %(day)s, and after that the free one.") % {"day": day})
    links = [(_("Pay the invoice"), row.invoice_url), (_("Change the card"), page(row))]
    return letter(row, heading, said, _rows(row, bill), links)


def _rows(row: Subscription, bill: Bill | None) -> Rows:
    """What is charged, since when it waits, and for which time."""
    rows = [(_("Amount"), bill_words.amount(row.invoice_amount, row.invoice_currency))]
    rows += [(_("Due since"), bill_words.day(bill.day)), (_("For the time"), bill_words.of_time(bill))] if bill else []
    choice = row.waiting_choice or row.chosen
    return [*rows, (_("Plan"), words.of_choice(choice))] if choice else rows
