"""The lead a private address names, and whom leads can be given to; within the open workspace."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from audience.kept import shown_leads
from audience.models import Lead
from cards.editor.finding import membership_of
from workspaces.models import Membership, User


def shown_lead(request: HttpRequest, pk: int) -> Lead:
    """`Http404` for one that was erased or merged, that this member does not read, or of another workspace."""
    shown = shown_leads(membership_of(request))
    return get_object_or_404(shown.select_related("card", "code", "assignee", "workspace"), pk=pk)


def members() -> "QuerySet[User]":
    """Whom a lead can be given to."""
    return User.objects.filter(pk__in=Membership.objects.values("user")).order_by("name", "email")
