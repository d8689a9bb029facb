"""The letter of Monday morning in words: what changed, or what helps when nobody came. In the active language."""

from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audience.figure_names import FIGURES, Figure
from audience.figures import Figures, Part
from cards.models import Card
from workspaces.letters import Letter, one_line, subject
from workspaces.models import Workspace

TOLD: Final = (
    *(Figure.PEOPLE, Figure.VIEWS, Figure.SAVES, Figure.SCANS, Figure.CLICKS, Figure.SHARES),
    *(Figure.LEADS, Figure.BOOKINGS, Figure.ORDERS),
)


def of_figures(found: Figures, workspace: Workspace) -> Letter:
    """`found` is a week with the week before it."""
    people = found.now[Figure.PEOPLE]
    words = ngettext(
        "%(number)d person opened your cards last week", "%(number)d people opened your cards last week", people
    )
    heading = words % {"number": people} if people else _("Nobody opened your cards last week")
    days = {"from": found.period.first.isoformat(), "to": found.period.last.isoformat()}
    address = f"{settings.BASE_URL}{reverse('figures', args=[workspace.slug])}?from={days['from']}&to={days['to']}"
    return Letter(
        subject=subject(f"{heading} · {workspace.name}"),
        heading=heading,
        said=[_compared(found)],
        rows=[*_rows(found), *_best(found)],
        links=[(_("See all figures"), address)],
        signed=settings.SITE_NAME,
    )


def of_nobody(card: Card, workspace: Workspace) -> Letter:
    """Said once: what brings the first visitors to a card."""
    heading = _("Nobody opened your card last week. Three things that help")
    return Letter(
        subject=subject(f"{heading} · {workspace.name}"),
        heading=heading,
        said=[
            _("A card works where people meet it. Most visitors come by these three ways:"),
            _("1. Send its link to three people who know you, by WhatsApp or mail."),
            _("2. Print its code for the counter, the door or the window."),
            _("3. Put it below your mails: the signature is ready to be copied."),
            _("We say this once; from now on you hear from us when somebody came."),
        ],
        rows=[],
        links=[
            (_("Share the card"), f"{settings.BASE_URL}{reverse('card_share', args=[workspace.slug, card.pk])}"),
        ],
        signed=settings.SITE_NAME,
    )


def _compared(found: Figures) -> str:
    now, before = found.now[Figure.PEOPLE], (found.before or found.now)[Figure.PEOPLE]
    if now == before:
        return _("As many as the week before.")
    if now > before:
        return _("%(number)d more than the week before.") % {"number": now - before}
    return _("%(number)d fewer than the week before.") % {"number": before - now}


def _rows(found: Figures) -> Iterator[tuple[str, str]]:
    """What happened in one of the two weeks."""
    for figure in TOLD:
        now, before = found.now[figure], (found.before or found.now)[figure]
        if now or before:
            yield str(FIGURES[figure]), _("%(now)d (the week before: %(before)d)") % {"now": now, "before": before}


def _best(found: Figures) -> Iterator[tuple[str, str]]:
    """The code that was scanned most, where its owner gave it a name."""
    rows = found.split(Figure.SCANS, Part.CODE).rows
    code = found.codes.get(rows[0][0]) if rows else None
    if code and code.label:
        yield _("Scanned most"), f"{one_line(code.label)} ({rows[0][1]})"
