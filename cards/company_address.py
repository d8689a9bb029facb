"""The address of a company, said in one place: while it says one, the settings lead there (cards 82)."""

from django.urls import reverse

from cards.models import Company
from workspaces.models import Workspace
from workspaces.plans import Feature


def said(*, workspace: Workspace) -> tuple[list[str], str] | None:
    """Its lines, and the page that changes it; None where the plan or the company has none, or the settings another."""
    address = Company.here().said.address if workspace.allows(Feature.COMPANY_FIELDS) else None
    if address is None or workspace.address != "\n".join(address.lines):
        return None
    return address.lines, reverse("company", args=[workspace.slug])
