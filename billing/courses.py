"""What owners read when a change or an end is planned, is taken back, or the rhythm of paying is another (P8)."""

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext as _

from billing import bill_words, choices, reading, words
from billing.bill_words import Rows
from billing.models import Subscription
from billing.snapshots import ENDS, INTERVAL, LATER, STAYS, Statement
from billing.to_owners import letter, page, send_each
from workspaces import plan_words
from workspaces.letters import Letter


def tell_owners(what: str, choice: str, later: str) -> None:
    """In the open workspace. Dropped where the row is heading elsewhere, or has arrived. Raises `StripeTrouble`."""
    row = Subscription.objects.select_related("workspace").first()
    if row is None or not row.is_live or row.choice != choice or (what == STAYS and row.waiting):
        return
    if what != INTERVAL and (row.later, row.ends) != (later, what == ENDS):
        return
    said = reading.statement(row)
    if said and said.now.choice != choices.read(later):
        send_each(lambda: _LETTERS[what](row, said))


def _ends(row: Subscription, said: Statement) -> Letter:
    heading = _("Your plan %(plan)s ends on %(day)s") % {"plan": _name(said), "day": _end(said)}
    open_ = bill_words.still_open(row)
    if open_:
        heading = _("Your plan %(plan)s is cancelled") % {"plan": _name(said)}
        first = _("Nothing new is charged. The invoice that is open still has to be paid, or the plan ends sooner.")
    else:
        first = _("It is cancelled: no further payment is taken. Until that day everything stays as it is.")
    words_ = [first, *_what_stays()]
    rows = [(_("Plan"), words.of_choice(said.now.choice)), *bill_words.paid(said.paid)]
    rows += [*bill_words.ends(row), *open_]
    return letter(row, heading, words_, rows, [_keep(row, said)])


def _later(row: Subscription, said: Statement) -> Letter:
    heading = _("Your plan changes on %(day)s") % {"day": _end(said)}
    later = choices.read(row.later)
    words_ = [_("Until that day you keep what you paid for."), *_what_stays()]
    rows = [(_("Until then"), words.of_choice(said.now.choice)), *bill_words.paid(said.paid)]
    rows += [(_("After that"), words.of_choice(later))] if later else []
    return letter(row, heading, words_, [*rows, *bill_words.coming(said.coming)], [_keep(row, said)])


def _stays(row: Subscription, said: Statement) -> Letter:
    heading = _("Your plan %(plan)s goes on") % {"plan": _name(said)}
    words_ = [_("What was planned is taken back: nothing ends, and nothing changes.")]
    return letter(row, heading, words_, _goes_on(said), [(_("Look at your plan"), page(row))])


def _interval(row: Subscription, said: Statement) -> Letter:
    by_year = said.now.choice.interval == choices.YEAR
    heading = _("You pay for %(plan)s by the year now") if by_year else _("You pay for %(plan)s by the month now")
    words_ = [
        _("Stripe, which takes our payments, mails you the receipt. The page of your plan leads to all invoices."),
    ]
    return letter(row, heading % {"plan": _name(said)}, words_, _goes_on(said), [(_("Look at your plan"), page(row))])


def _what_stays() -> list[str]:
    return [
        _("Your cards and codes go on working, whatever happens. Nothing is deleted."),
        _("You can take this back until then."),
    ]


def _goes_on(said: Statement) -> Rows:
    rows = [(_("Plan"), words.of_choice(said.now.choice)), *bill_words.paid(said.paid)]
    return [*rows, *bill_words.until(said.now, said.paid), *bill_words.coming(said.coming)]


def _keep(row: Subscription, said: Statement) -> tuple[str, str]:
    return _("Keep %(plan)s") % {"plan": _name(said)}, page(row)


def _name(said: Statement) -> str:
    return str(plan_words.NAMES[said.now.choice.plan])


def _end(said: Statement) -> str:
    return bill_words.day(said.now.period_end)


_LETTERS: Final[dict[str, Callable[[Subscription, Statement], Letter]]] = {
    ENDS: _ends,
    LATER: _later,
    STAYS: _stays,
    INTERVAL: _interval,
}
