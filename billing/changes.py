"""What owners read when another plan counts: it began, became more or less, ended, or waits for its payment (P8, P9).

Receipts are Stripe's own mails; ours says where they are kept.
"""

from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import dateformat, timezone, translation
from django.utils.translation import gettext as _

from billing import words
from billing.choices import SOLD
from billing.models import Subscription
from workspaces import letters, plan_words, plans, usage
from workspaces.letters import Letter
from workspaces.service_mail import send

_RANKS: Final = [plans.FREE, *SOLD]


def tell_owners(before: str, after: str, members: int) -> None:
    """In the open workspace. Silent where it is no longer so."""
    row = Subscription.objects.select_related("workspace").first()
    if row is None or row.workspace.plan_key != after:
        return
    for reader in letters.owners():
        with translation.override(reader.language):
            send(_letter(row, before, members), reader.address)


def _letter(row: Subscription, before: str, members: int) -> Letter:
    if row.workspace.plan_key == plans.FREE:
        return _unpaid(row, before) if row.is_failing else _ended(row, before)
    less = (_RANKS.index(row.workspace.plan_key), row.workspace.paid_members) < (_RANKS.index(before), members)
    return _less(row) if less else _more(row)


def _more(row: Subscription) -> Letter:
    said = [
        _("Thank you. Everything of this plan counts from now on."),
        _("Stripe, which takes our payments, mails you the receipt. The page of your plan leads to all invoices."),
    ]
    return _set(row, _is_now(row), said, [(_("Look at your plan"), _page(row))])


def _less(row: Subscription) -> Letter:
    said = [_("The change to a smaller plan counts from now on."), *_what_stays(row)]
    return _set(row, _is_now(row), said, [(_("Look at your plan"), _page(row))])


def _ended(row: Subscription, before: str) -> Letter:
    heading = _("Your plan %(plan)s has ended") % {"plan": plan_words.NAMES[before]}
    said = [_("You are on the free plan now, and nothing more is taken from your card."), *_what_stays(row)]
    return _set(row, heading, said, [(_("Choose a plan"), _page(row))])


def _unpaid(row: Subscription, before: str) -> Letter:
    heading = _("Your plan %(plan)s waits for its payment") % {"plan": plan_words.NAMES[before]}
    said = [_("The invoice is still open, so the free plan counts. Pay it, and everything is back."), *_what_stays(row)]
    return _set(row, heading, said, [(_("Pay the invoice"), row.invoice_url), (_("Change the card"), _page(row))])


def _is_now(row: Subscription) -> str:
    return _("Your plan is %(plan)s now") % {"plan": plan_words.NAMES[row.workspace.plan_key]}


def _what_stays(row: Subscription) -> list[str]:
    said = [_("Your cards and codes go on working, whatever happens. Nothing is deleted.")]
    if _over(row):
        said.append(_("What is over the limit cannot be changed until there is room, the newest first."))
    return said


def _over(row: Subscription) -> list[tuple[str, str]]:
    """What is beyond the plan, with its limit."""
    over = [used for used in usage.of(row.workspace) if used.is_over]
    return [(str(plan_words.THINGS[used.thing]), plan_words.of_use(used)) for used in over]


def _page(row: Subscription) -> str:
    return f"{settings.BASE_URL}{reverse('billing', args=[row.workspace.slug])}"


def _set(row: Subscription, heading: str, said: list[str], links: list[tuple[str, str]]) -> Letter:
    """With the plan, to when it is paid, and what is over its limits."""
    rows = [(_("Workspace"), letters.one_line(row.workspace.name))]
    paid = row.chosen is not None and row.workspace.plan_key != plans.FREE
    rows.append((_("Plan"), words.of_choice(row.chosen) if paid and row.chosen else str(plan_words.NAMES[plans.FREE])))
    if paid and row.period_end:
        rows.append((_("Paid until"), dateformat.format(timezone.localtime(row.period_end), "j F Y")))
    found = [link for link in links if link[1]]
    return Letter(letters.subject(heading), heading, said, rows + _over(row), found, signed=settings.SITE_NAME)
