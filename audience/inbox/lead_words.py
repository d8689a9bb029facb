"""A lead in words: who it is, where one met, and what happened since (cards 41, 75)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audience.models import Lead, LeadEntry
from cards.phones import readable
from workspaces.models import User
from workspaces.moments import moment_words

FIELDS: Final[dict[str, str | Promise]] = {
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "company": gettext_lazy("Company"),
    "note": gettext_lazy("What they wrote"),
}


@dataclass(frozen=True)
class Happened:
    """One line of the history. `lines` are labelled values, `quoted` is a person's own words."""

    words: str
    when: str
    by: str
    quoted: str = ""
    lines: list[tuple[str, str]] = field(default_factory=list)


def name_of(lead: Lead) -> str:
    """The name, else what else can be read aloud."""
    return lead.name or lead.company or lead.email or readable(lead.phone)


def where(lead: Lead) -> str:
    """Where one met: "Scanned “Fair stand”", or on whose card."""
    if lead.code and lead.code.label:
        return _("Scanned “%(label)s”") % {"label": lead.code.label}
    return _("On the card of %(card)s") % {"card": lead.card.name} if lead.card.name else _("On a card that is gone")


def history(entries: Iterable[LeadEntry], zone: str, user: User) -> list[Happened]:
    """The newest first, on the workspace's clock."""
    return [_happened(one, zone, user) for one in reversed(list(entries))]


def _happened(entry: LeadEntry, zone: str, user: User) -> Happened:
    return Happened(
        words=_words(entry),
        when=moment_words(entry.at, zone, user),
        by=entry.by.get_full_name() if entry.by else "",
        quoted=entry.text,
        lines=_before(entry.data.get("before")),
    )


def _words(entry: LeadEntry) -> str:
    make = _SAID.get(LeadEntry.Kind(entry.kind)) if entry.kind in LeadEntry.Kind.values else None
    return make(entry.data) if make else str(entry.get_kind_display())


def _status(data: dict[str, Any]) -> str:
    known = dict(Lead.Status.choices)
    return _("Status: %(status)s") % {"status": known.get(data.get("to", ""), data.get("to", ""))}


def _assigned(data: dict[str, Any]) -> str:
    return _("Given to %(name)s") % {"name": data["to"]} if data.get("to") else _("Given to nobody")


def _filed(data: dict[str, Any]) -> str:
    return _("Moved to spam") if data.get("to") == Lead.Folder.SPAM else _("Moved to the inbox")


def _tagged(data: dict[str, Any]) -> str:
    if "removed" in data:
        return _("Tag taken off: %(tag)s") % {"tag": data["removed"]}
    return _("Tagged: %(tag)s") % {"tag": data.get("added", "")}


def _merged(data: dict[str, Any]) -> str:
    return _("Joined with %(name)s") % {"name": data.get("with", "")}


_SAID: Final = {
    LeadEntry.Kind.STATUS: _status,
    LeadEntry.Kind.ASSIGNED: _assigned,
    LeadEntry.Kind.FOLDER: _filed,
    LeadEntry.Kind.TAGGED: _tagged,
    LeadEntry.Kind.MERGED: _merged,
}


def _before(values: Any) -> list[tuple[str, str]]:
    """What stood there before, by field; what no field of ours is called stays unsaid."""
    if not isinstance(values, dict):
        return []
    return [(str(FIELDS[name]), str(value)) for name, value in values.items() if name in FIELDS and value]
