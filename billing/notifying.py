"""What owners read about a payment that did not go through (P10)."""

from django.conf import settings
from django.urls import reverse
from django.utils import dateformat, timezone, translation
from django.utils.translation import gettext as _

from billing import standing, words
from billing.models import Subscription
from cardsite.kit import money
from workspaces import letters
from workspaces.letters import Letter
from workspaces.service_mail import send


def tell_owners(invoice: str, what: str) -> None:
    """Drops what is no longer so: the invoice was paid, or another one is the oldest now."""
    row = Subscription.objects.select_related("workspace").first()
    if row is None or row.invoice_id != invoice or (what == "asks" and not row.asks):
        return
    for reader in letters.owners():
        with translation.override(reader.language):
            letter = _to_confirm(row) if what == "asks" else _failed(row)
            send(letter, reader.address)


def _to_confirm(row: Subscription) -> Letter:
    heading = _("Your bank asks you to confirm a payment")
    said = [_("The payment for your plan waits for you. Confirm it on the page of the invoice; it takes a minute.")]
    return _letter(row, heading, said, [(_("Confirm the payment"), row.invoice_url)])


def _failed(row: Subscription) -> Letter:
    heading = _("The payment for your plan did not go through")
    said = [
        _("Your bank refused it. Use another card, or pay the invoice directly; we also try again by ourselves."),
        _("Your cards and codes go on working, whatever happens."),
    ]
    if row.failing_since:
        day = dateformat.format(timezone.localtime(row.failing_since + standing.GRACE), "j F Y")
        said.insert(1, _("You keep your plan until %(day)s, and after that the free one.") % {"day": day})
    page = settings.BASE_URL + reverse("billing", args=[row.workspace.slug])
    return _letter(row, heading, said, [(_("Pay the invoice"), row.invoice_url), (_("Change the card"), page)])


def _letter(row: Subscription, heading: str, said: list[str], links: list[tuple[str, str]]) -> Letter:
    choice = row.chosen
    amount = money.spoken(row.invoice_amount, row.invoice_currency, translation.get_language() or "en")
    rows = [(_("Workspace"), letters.one_line(row.workspace.name)), (_("Amount"), amount)]
    rows += [(_("Plan"), words.of_choice(choice))] if choice else []
    return Letter(
        subject=letters.subject(heading),
        heading=heading,
        said=said,
        rows=rows,
        links=[link for link in links if link[1]],
        signed=settings.SITE_NAME,
    )
