"""What owners read when another plan counts: it began, became more or less, ended, or waits for its payment (P8, P9).

Receipts are Stripe's own mails; ours says what was paid, what comes next, and where receipts are kept.
"""

from typing import Final

from django.utils.translation import gettext as _

from billing import bill_words, reading, words
from billing.bill_words import Rows
from billing.choices import SOLD
from billing.models import Subscription
from billing.snapshots import Statement
from billing.to_owners import letter, page, send_each
from workspaces import plan_words, plans, usage
from workspaces.letters import Letter

_RANKS: Final = [plans.FREE, *SOLD]


def tell_owners(before: str, after: str, members: int) -> None:
    """In the open workspace. Silent where it is no longer so. Raises `StripeTrouble`."""
    row = Subscription.objects.select_related("workspace").first()
    if row is None or row.workspace.plan_key != after:
        return
    if after == plans.FREE:
        send_each(lambda: _unpaid(row, before) if row.is_failing else _ended(row, before))
        return
    said = reading.statement(row)
    less = (_RANKS.index(after), row.workspace.paid_members) < (_RANKS.index(before), members)
    send_each(lambda: _less(row, said) if less else _more(row, said))


def _more(row: Subscription, said: Statement | None) -> Letter:
    words_ = [
        _("Thank you. Everything of this plan counts from now on."),
        _("Stripe, which takes our payments, mails you the receipt. The page of your plan leads to all invoices."),
    ]
    return letter(row, _is_now(row), words_, _paid_for(row, said), [(_("Look at your plan"), page(row))])


def _less(row: Subscription, said: Statement | None) -> Letter:
    words_ = [_("The change to a smaller plan counts from now on."), *_what_stays(row)]
    rows = _paid_for(row, said) + _over(row)
    return letter(row, _is_now(row), words_, rows, [(_("Look at your plan"), page(row))])


def _ended(row: Subscription, before: str) -> Letter:
    heading = _("Your plan %(plan)s has ended") % {"plan": plan_words.NAMES[before]}
    words_ = [_("You are on the free plan now, and nothing more is taken from your card."), *_what_stays(row)]
    return letter(row, heading, words_, _free(row), [(_("Choose a plan"), page(row))])


def _unpaid(row: Subscription, before: str) -> Letter:
    heading = _("Your plan %(plan)s waits for its payment") % {"plan": plan_words.NAMES[before]}
    words_ = [
        _("The invoice is still open, so the free plan counts. Pay it, and everything is back."),
        *_what_stays(row),
    ]
    links = [(_("Pay the invoice"), row.invoice_url), (_("Change the card"), page(row))]
    return letter(row, heading, words_, [*_free(row), *bill_words.still_open(row)], links)


def _is_now(row: Subscription) -> str:
    return _("Your plan is %(plan)s now") % {"plan": plan_words.NAMES[row.workspace.plan_key]}


def _what_stays(row: Subscription) -> list[str]:
    said = [_("Your cards and codes go on working, whatever happens. Nothing is deleted.")]
    if _over(row):
        said.append(_("What is over the limit cannot be changed until there is room, the newest first."))
    return said


def _over(row: Subscription) -> Rows:
    """What is beyond the plan, with its limit."""
    over = [used for used in usage.of(row.workspace) if used.is_over]
    return [(str(plan_words.THINGS[used.thing]), plan_words.of_use(used)) for used in over]


def _free(row: Subscription) -> Rows:
    return [(_("Plan"), str(plan_words.NAMES[plans.FREE])), *_over(row)]


def _paid_for(row: Subscription, said: Statement | None) -> Rows:
    """The plan, what was paid for it, to when that reaches, and what comes then."""
    if said is None:
        return [(_("Plan"), str(plan_words.NAMES[row.workspace.plan_key]))]
    rows = [(_("Plan"), words.of_choice(said.now.choice)), *bill_words.paid(said.paid)]
    return [*rows, *bill_words.until(said.now, said.paid), *bill_words.coming(said.coming)]
