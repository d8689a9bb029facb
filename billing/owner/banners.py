"""What must be said about a payment wherever the owner is: it failed, or the bank asks."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from billing import bill_words, standing
from billing.models import Subscription
from workspaces.access import allowed
from workspaces.models import Workspace


@dataclass(frozen=True)
class Banner:
    """`url` is where it can be mended."""

    level: str
    title: str
    text: str
    url: str
    place: str


def here(workspace: Workspace, role: str) -> Banner | None:
    """For those who may do something about it; nothing is asked of the database where nothing is sold."""
    if not settings.STRIPE_ENABLED or not allowed(role, "billing.manage"):
        return None
    row = Subscription.objects.first()
    return of(row, workspace) if row else None


def of(row: Subscription, workspace: Workspace) -> Banner | None:
    page = reverse("billing", args=[workspace.slug])
    if row.asks:
        title = _("Your bank asks you to confirm a payment")
        return Banner("warning", title, _until_confirmed(row), row.invoice_url or page, _("Confirm the payment"))
    if row.waiting and row.invoice_id:
        title = _("Your new plan waits for its payment")
        text = _("The card was refused. Pay the invoice, or use another card; the plan changes once it is paid.")
        return Banner("warning", title, text, row.invoice_url or page, _("Pay the invoice"))
    if row.is_failing:
        title = _("The payment for your plan did not go through")
        return Banner("error", title, _what_follows(row), row.invoice_url or page, _("Pay the invoice"))
    return None


def _until_confirmed(row: Subscription) -> str:
    if row.kept_until:  # a renewal
        said = _("Confirm it on the page of the invoice. Unconfirmed, your plan ends on %(day)s.")
        return said % {"day": bill_words.day(row.kept_until)}
    return _("Confirm it on the page of the invoice. Until then nothing of your plan changes.")


def _what_follows(row: Subscription) -> str:
    if row.kept_until and standing.has_plan(row.status, row.failing_since, timezone.now()):
        said = _("You keep your plan until %(day)s. Pay the invoice, or use another card.")
        if row.ends:
            said = _(
                "You keep your plan until %(day)s. Once the invoice is paid, you keep it until %(end)s; then it ends."
            )
        end = bill_words.day(row.period_end) if row.period_end else ""
        return said % {"day": bill_words.day(row.kept_until), "end": end}
    return _("You are on the free plan now. Nothing is lost; pay the invoice and everything is back.")
