"""A list of people on its page: columns, what each row would do, how far it is, what it has done (cards 83)."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cards.editor.finding import workspace_of
from cards.importing.words import of_remark
from cards.models import TeamList
from cards.onboarding import importing, mapping, words
from cards.onboarding.matching import Fate, Laid
from cards.refusals import PlanLimit
from workspaces import fresh_login
from workspaces.access import needs
from workspaces.plans import Feature
from workspaces.refusals import SeatLimit

TONES: Final = {Fate.NEW: "badge-success", Fate.CHANGED: "badge-warning", Fate.WRONG: "badge-error"}
EXAMPLE_MAX: Final = 40


@dataclass(frozen=True)
class Row:
    """One line of the file as it is judged."""

    laid: Laid
    tone: str
    remarks: list[str]
    changes: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Column:
    """A column, what stands in its first row, what it means and what it could."""

    number: int
    name: str
    example: str
    field: str
    choices: list[tuple[str, str]]


@needs("cards.create")
@require_http_methods(["GET", "HEAD", "POST"])
def team_list(request: HttpRequest, team_list: int) -> HttpResponse:
    """POST: `act` is columns, start, discard, or again to log in once more first."""
    found = get_object_or_404(TeamList.objects.select_related("workspace"), pk=team_list)
    if request.method != "POST":
        return _page(request, found)
    act = request.POST.get("act", "")
    if act not in {"columns", "start", "discard", "again"}:
        raise BadRequest("unknown act")
    if act == "columns":
        importing.rename_columns(found=found, sent=request.POST.dict())
    elif act == "discard":
        return _discard(request, found)
    elif not fresh_login.is_fresh(request):
        return fresh_login.ask_again(request, request.path)
    elif act == "start" and (refused := _start(request, found)):
        return _page(request, found, refused, 422)
    return redirect(request.path)


def _start(request: HttpRequest, found: TeamList) -> str:
    """Why not, in words that name the remedy; empty when it has begun."""
    if not workspace_of(request).allows(Feature.CSV):
        return not_in_plan()
    invites = "invites" in request.POST or found.state != TeamList.State.CHECKED
    rows = importing.laid(found, invites=invites)
    try:
        importing.start(
            found=found,
            invites=invites,
            valid_only="valid_only" in request.POST,
            by=request.membership,  # type: ignore[attr-defined]  # set by the middleware
            now=timezone.now(),
        )
    except importing.HasMistakes:
        return _("Nothing was made: some rows are wrong.")
    except importing.NothingToDo:
        return _("There is nothing to do: every card is as the file says, or its row is wrong.")
    except PlanLimit as full:
        return words.of_cards(full.limit, sum(one.fate is Fate.NEW for one in rows))
    except SeatLimit as full:
        return words.of_seats(full.limit, sum(one.invited for one in rows))
    return ""


def _discard(request: HttpRequest, found: TeamList) -> HttpResponse:
    if not importing.discard(found=found):
        return _page(request, found, _("It has begun already."), 409)
    messages.success(request, _("The file is forgotten. Nothing was made."))
    return redirect("cards_import", workspace_of(request).slug)


def not_in_plan() -> str:
    return _("Inviting people from a file is part of the Team plan. Cards alone can be imported on every plan.")


def _page(request: HttpRequest, found: TeamList, refused: str = "", status: int = 200) -> HttpResponse:
    """The whole page, or the piece of it that asks for itself while the list is on its way."""
    piece: bool = request.htmx and request.method != "POST"  # type: ignore[attr-defined]  # set by the middleware
    checked = found.state == TeamList.State.CHECKED
    rows = importing.laid(found) if checked else []
    wrong = sum(one.fate is Fate.WRONG for one in rows)
    context: dict[str, Any] = {
        "found": found,
        "refused": refused,
        "stop": words.STOPS.get(found.stopped_for, ""),
        "can_go_on": importing.can_go_on(found, timezone.now()),
        "must_ask": not fresh_login.is_fresh(request),
        "columns": _columns(found) if checked else [],
        "rows": [_row(one) for one in sorted(rows, key=lambda one: one.fate is not Fate.WRONG)],
        "counts": {fate.value: sum(one.fate is fate for one in rows) for fate in Fate},
        "done": _done(found.report) if found.state == TeamList.State.DONE else [],
        "to_invite": sum(one.invited for one in rows),
        "members": sum(one.is_member and one.fate is Fate.NEW for one in rows),
        "no_address": mapping.column_of(found.mapping, "email.work") is None and checked,
        "has_mistakes": bool(refused) and bool(wrong) and "valid_only" not in request.POST,
        "sent": request.POST if request.method == "POST" else None,
    }
    template = "cards/onboarding/list_state.html" if piece else "cards/onboarding/list.html"
    return render(request, template, context, status=status)


def _row(one: Laid) -> Row:
    return Row(
        one,
        TONES.get(one.fate, ""),
        [of_remark(remark) for remark in one.person.candidate.remarks],
        [words.of_change(change) for change in one.changes],
    )


def _done(report: dict[str, Any]) -> list[tuple[str, str]]:
    """What was done, and how often; what was not done is not said."""
    new, changed, invited = (report[name] for name in ("new", "changed", "invited"))
    told = [
        (_("New"), new, ngettext("%(number)d card", "%(number)d cards", new)),
        (_("Changed"), changed, ngettext("%(number)d card", "%(number)d cards", changed)),
        (_("Invited"), invited, ngettext("%(number)d person", "%(number)d people", invited)),
    ]
    return [(what, said % {"number": number}) for what, number, said in told if number]


def _columns(found: TeamList) -> list[Column]:
    first: dict[str, str] = found.rows[0][1] if found.rows else {}
    return [
        Column(
            number,
            name,
            first.get(name, "")[:EXAMPLE_MAX],
            found.mapping.get(name, ""),
            [(field, str(words.FIELDS[field])) for field in mapping.choices(name)],
        )
        for number, name in enumerate(found.header)
        if name
    ]
