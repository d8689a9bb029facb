"""Leads that are somebody's: neither erased nor merged into another one; and which of them a member reads."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from audience.models import Lead
from cards import assigning
from workspaces.models import Membership, Role


def kept_leads() -> "QuerySet[Lead]":
    """Of the open workspace, in either folder."""
    return Lead.objects.filter(erased_at=None, merged_into=None)


def shown_leads(reader: Membership) -> "QuerySet[Lead]":
    """To an editor those of the cards they look after, and those given to them by name; to others all (cards 79)."""
    return kept_leads().filter(_read_by(reader))


def gone_leads(reader: Membership) -> "QuerySet[Lead]":
    """Erased or merged, of which the member read all that is left: to whom they were given went with the details."""
    return Lead.objects.exclude(erased_at=None, merged_into=None).filter(_read_by(reader))


def _read_by(reader: Membership) -> Q:
    if reader.role != Role.EDITOR:
        return Q()
    return Q(card__in=assigning.given(reader)) | Q(assignee=reader.user_id)


def locked(leads: Iterable[int]) -> list[Lead]:
    """Those of them that are kept, by rising id; ids of others are passed over. Inside a transaction (rule 16)."""
    return list(kept_leads().filter(pk__in=list(leads)).select_for_update().order_by("pk"))
