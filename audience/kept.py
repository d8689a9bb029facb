"""Leads that are somebody's: neither erased nor merged into another one."""

from collections.abc import Iterable

from django.db.models import QuerySet

from audience.models import Lead


def kept_leads() -> "QuerySet[Lead]":
    """Of the open workspace, in either folder."""
    return Lead.objects.filter(erased_at=None, merged_into=None)


def locked(leads: Iterable[int]) -> list[Lead]:
    """Those of them that are kept, by rising id; ids of others are passed over. Inside a transaction (rule 16)."""
    return list(kept_leads().filter(pk__in=list(leads)).select_for_update().order_by("pk"))
