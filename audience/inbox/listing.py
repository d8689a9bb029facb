"""The list of leads: which ones, how many in each folder, and what a row says (cards 75)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from audience.inbox import lead_words
from audience.inbox.asking import MINE, NOBODY, Asked
from audience.inbox.finding import members
from audience.kept import shown_leads
from audience.models import Lead, LeadTag
from audience.searching import matching
from cards.models import Card, Code
from cards.phones import readable
from workspaces.models import Membership
from workspaces.moments import day_near, today_in, wall

PAGE: Final = 50
TONES: Final = {Lead.Status.NEW: "badge-warning", Lead.Status.WON: "badge-success"}


@dataclass(frozen=True)
class Row:
    """One lead by thumb."""

    lead: Lead
    name: str
    reach: list[str]
    met: str
    day: str
    tone: str
    tags: list[str]


def counts(reader: Membership) -> dict[str, int]:
    """Of each folder, and how many of the inbox are new; one query."""
    return shown_leads(reader).aggregate(
        **{folder: Count("pk", filter=Q(folder=folder)) for folder in Lead.Folder.values},
        new=Count("pk", filter=Q(folder=Lead.Folder.INBOX, status=Lead.Status.NEW)),
    )


def chosen(asked: Asked, reader: Membership) -> "QuerySet[Lead]":
    """Of those the member reads, the newest first."""
    rule = Q(folder=asked.folder) & (matching(asked.q) if asked.q else Q())
    for field, value in (
        ("status", asked.status),
        ("tags__name", asked.tag),
        ("card", asked.card),
        ("code", asked.code),
    ):
        rule &= Q(**{field: value}) if value else Q()
    return shown_leads(reader).filter(rule & _given_to(asked.who, reader))


def page(leads: "QuerySet[Lead]", number: str) -> "Page[Lead]":
    """The nearest there is: no number is wrong."""
    shown = leads.select_related("card", "code", "assignee").prefetch_related("tags")
    return Paginator(shown, PAGE).get_page(number)


def rows(leads: Iterable[Lead], zone: str, now: datetime) -> list[Row]:
    """`zone` is the workspace's."""
    today = today_in(zone, now)
    return [
        Row(
            lead=lead,
            name=lead_words.name_of(lead),
            reach=reach(lead),
            met=lead_words.where(lead),
            day=day_near(wall(lead.created_at, zone).date(), today),
            tone=tone(lead),
            tags=[tag.name for tag in lead.tags.all()],
        )
        for lead in leads
    ]


def reach(lead: Lead) -> list[str]:
    """What there is beside the name."""
    told = [lead.company, lead.email, readable(lead.phone) if lead.phone else ""]
    return [one for one in told if one and one != lead_words.name_of(lead)]


def tone(lead: Lead) -> str:
    """The badge of its status."""
    return TONES.get(Lead.Status(lead.status), "")


def choices(reader: Membership) -> dict[str, Any]:
    """What a list can be narrowed by, of what is in it; four queries."""
    shown = shown_leads(reader).order_by()
    codes = Code.objects.filter(pk__in=shown.values("code")).exclude(label="")
    return {
        "statuses": Lead.Status.choices,
        "tags": tags(reader),
        "cards": list(Card.objects.filter(pk__in=shown.values("card")).order_by("name").values_list("pk", "name")),
        "codes": list(codes.order_by("label").values_list("pk", "label")),
        "members": list(members()),
    }


def tags(reader: Membership) -> list[str]:
    """Those that hang on something the member reads."""
    hung = LeadTag.objects.filter(lead__in=shown_leads(reader).order_by().values("pk"))
    return list(hung.order_by("name").values_list("name", flat=True).distinct())


def _given_to(who: str, reader: Membership) -> Q:
    if who == NOBODY:
        return Q(assignee=None)
    return Q(assignee=reader.user_id if who == MINE else who) if who else Q()
