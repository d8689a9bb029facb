"""The log of a workspace: who did what, and when; it only grows (cards 87)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from workspaces.access import needs
from workspaces.models import AuditEntry
from workspaces.team.asking import workspace_of
from workspaces.team.log_words import BY_STAFF, of_field, of_value, words

A_PAGE: Final = 50
VALUE_MAX: Final = 200


@dataclass(frozen=True)
class Line:
    """An entry, what was done in words, to what and on which page, and `(name, before, after)` of each change."""

    entry: AuditEntry
    who: str
    act: str
    target: str
    url: str
    changes: list[tuple[str, str, str]]


@needs("audit.view")
@require_safe
def audit_log(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    every = AuditEntry.objects.select_related("actor").order_by("-pk")
    page = Paginator(every, A_PAGE).get_page(request.GET.get("page"))
    entries = list(page)
    found = names({one.target for one in entries}, workspace_of(request).slug)
    lines = [
        Line(one, who(one), words(one.verb), *found.get(one.target, (one.target, "")), changes(one)) for one in entries
    ]
    context = {"page": page, "lines": lines}
    return render(request, "workspaces/team/log.html", context)


def names(targets: Collection[str], slug: str) -> dict[str, tuple[str, str]]:
    """Name and page of what is still there, by target, as the rooms say by the `named` of their `AppConfig`."""
    rooms = [say for app in apps.get_app_configs() if (say := getattr(app, "named", None))]
    return {target: found for say in rooms for target, found in say(targets=targets, slug=slug).items()}


def who(entry: AuditEntry) -> str:
    """By name; of our own staff one name for all, the back office knows who it was (A72)."""
    if entry.verb in BY_STAFF:
        return _("%(site)s staff") % {"site": settings.SITE_NAME}
    return entry.actor.get_full_name() if entry.actor else _("the service itself")


def changes(entry: AuditEntry) -> list[tuple[str, str, str]]:
    """In words, by the names of what was written down; what is alike before and after is left out."""
    fields = sorted({*entry.before, *entry.after})
    pairs = [(one, _said(one, entry.before.get(one)), _said(one, entry.after.get(one))) for one in fields]
    return [(of_field(one), before, after) for one, before, after in pairs if before != after]


def _said(field: str, value: Any) -> str:
    text = of_value(field, value)
    return text if len(text) <= VALUE_MAX else f"{text[:VALUE_MAX]}…"
