"""Mails of a workspace that did not arrive, for those who look after it (F20): to whom, what about, and why."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workspaces.holding import MAIL
from workspaces.models import Effect
from workspaces.scoping import current_workspace_id

MOST: Final = 20
WAITS_AFTER: Final = 4
"""Tries, six minutes: a mail server that is away for less than that is nobody's trouble."""
REFUSED: Final = _("The mail server there refuses this address. Ask for another one, or reach them by phone.")
TRIED: Final = _("We tried for a day, and their mail server or ours did not take it.")
WAITS: Final = _("Not taken yet; we go on trying for a day.")


@dataclass(frozen=True)
class Undelivered:
    """One mail, since when it should be there; `why` with what can be done."""

    to: str
    subject: str
    since: datetime
    why: str | Promise


def undelivered() -> list[Undelivered]:
    """Of the open workspace, the newest first; the words of a mail itself are shown to nobody."""
    rows = Effect.objects.filter(workspace=current_workspace_id(), task=MAIL).exclude(payload="")
    troubled = rows.undelivered(WAITS_AFTER).order_by("-pk")[:MOST]
    return list(_told(troubled))


def _told(rows: Iterable[Effect]) -> Iterator[Undelivered]:
    for row in rows:
        packed = json.loads(row.payload)
        yield Undelivered(", ".join(packed["to"]), packed["subject"], row.created_at, _why(row))


def _why(row: Effect) -> str | Promise:
    if row.state == Effect.State.OPEN:
        return WAITS
    return REFUSED if row.last_error.startswith("Refused") else TRIED
