"""The lead a private address names, and whom leads can be given to; within the open workspace."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from audience.kept import kept_leads
from audience.models import Lead
from workspaces.models import Membership, User


def kept_lead(pk: int) -> Lead:
    """`Http404` for one that was erased or merged, and for one of another workspace."""
    return get_object_or_404(kept_leads().select_related("card", "code", "assignee", "workspace"), pk=pk)


def members() -> "QuerySet[User]":
    """Whom a lead can be given to."""
    return User.objects.filter(pk__in=Membership.objects.values("user")).order_by("name", "email")
