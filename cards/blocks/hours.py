"""Block "hours": the opening hours of a week; whether it is open now is for the visitor's browser to say."""

import json
from typing import Annotated, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import AfterValidator, Field

from cards.blocks.kind import BlockKind, Body, Group
from cards.blocks.week_field import WeekField
from cards.content import Document, Line, ShortLine
from cards.models import Card
from cardsite.kit.hours import Window
from workspaces.week import WEEKDAYS, WINDOWS_A_DAY, day_name, windows_words

CLOSED: tuple[tuple[str, ...], ...] = ((),) * 7


def _window(text: str) -> str:
    return str(Window.parse(text))


Day = Annotated[tuple[Annotated[str, AfterValidator(_window)], ...], Field(max_length=WINDOWS_A_DAY)]


class Hours(Body):
    """`week`: seven days from Monday, each with stretches like "09:00-12:30"."""

    heading: ShortLine = ""
    week: Annotated[tuple[Day, ...], Field(min_length=7, max_length=7)] = CLOSED
    note: Line = ""


class HoursForm(forms.Form):
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Left empty, it says “Opening hours”."),
    )
    week = WeekField(
        label=gettext_lazy("Hours"),
        required=False,
        help_text=gettext_lazy("A day left empty is closed. The second pair is for after a break."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Holidays, or that you come by appointment too."),
    )


def context(_document: Document, body: Hours, card: Card) -> dict[str, Any]:
    """Every day is printed; nothing while no day has hours."""
    if not any(body.week):
        return {}
    closed = _("closed")
    windows = [[Window.parse(text) for text in day] for day in body.week]
    return {
        "heading": body.heading or _("Opening hours"),
        "days": [
            (day_name(number), [windows_words([one]) for one in body.week[number]] or [closed]) for number in WEEKDAYS
        ],
        "note": body.note,
        "zone": card.workspace.zone,
        "week": json.dumps([[[one.start, one.end] for one in day] for day in windows], separators=(",", ":")),
    }


block = BlockKind(
    "hours",
    gettext_lazy("Opening hours"),
    Hours,
    HoursForm,
    "cards/public/blocks/hours.html",
    context,
    single=True,
    css=("css/card-blocks.css",),
    js=("js/open_now.js",),
    group=Group.REACH,
    icon="clock",
    says=gettext_lazy("Your week, and for visitors whether you are open right now."),
)
