"""The log of a workspace: who did what, and when; it only grows (cards 87)."""

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from workspaces.access import needs
from workspaces.models import AuditEntry
from workspaces.team.log_words import BY_STAFF, words

A_PAGE: Final = 50
VALUE_MAX: Final = 200


@dataclass(frozen=True)
class Line:
    """An entry, what was done in words, and each value that changed as `(name, before, after)`."""

    entry: AuditEntry
    who: str
    act: str
    changes: list[tuple[str, str, str]]


@needs("audit.view")
@require_safe
def audit_log(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    entries = AuditEntry.objects.select_related("actor").order_by("-pk")
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": [Line(one, who(one), words(one.verb), changes(one)) for one in page]}
    return render(request, "workspaces/team/log.html", context)


def who(entry: AuditEntry) -> str:
    """By name; of our own staff one name for all, the back office knows who it was (A72)."""
    if entry.verb in BY_STAFF:
        return _("%(site)s staff") % {"site": settings.SITE_NAME}
    return entry.actor.get_full_name() if entry.actor else _("the service itself")


def changes(entry: AuditEntry) -> list[tuple[str, str, str]]:
    """By the names of what was written down; what is alike before and after is left out."""
    names = sorted({*entry.before, *entry.after})
    pairs = [(name, _said(entry.before.get(name)), _said(entry.after.get(name))) for name in names]
    return [(name, before, after) for name, before, after in pairs if before != after]


def _said(value: Any) -> str:
    if value is None:
        return ""
    text = ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
    return text if len(text) <= VALUE_MAX else f"{text[:VALUE_MAX]}…"
