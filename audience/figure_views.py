"""The owner's figures: of a card, and of the whole workspace; the same as a file (cards 68-70)."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import F
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audience import figure_charts, figure_tables, figure_words, figures, totalling
from audience.figure_names import FIGURES
from audience.figure_tables import Table
from audience.figures import Figures
from audience.periods import LAST_MONTH, OFFERED, THIS_MONTH, Chosen, choose
from cards.editor.finding import kept_card, member, role_of, workspace_of
from cards.models import Card
from cardsite.kit import money, spreadsheet
from cardsite.kit.read_only import nice_to_have
from workspaces import plans
from workspaces.access import allowed, needs
from workspaces.models import Workspace
from workspaces.moments import today_in
from workspaces.week import day_name


@needs("figures.view")
@require_safe
def workspace_figures(request: HttpRequest) -> HttpResponseBase:
    """`days`, or `from` and `to`, in the query; `format=csv` gives the file."""
    return _answer(request, None)


@needs("figures.view")
@require_safe
def card_figures(request: HttpRequest, card: int) -> HttpResponseBase:
    return _answer(request, kept_card(card))


def _answer(request: HttpRequest, card: Card | None) -> HttpResponseBase:
    workspace = workspace_of(request)
    chosen = _chosen(request.GET, workspace)
    with nice_to_have("fresh totals"):  # else those of the last count
        totalling.freshen([card] if card else None)
    found = figures.read(chosen, card)
    if request.GET.get("format") == "csv":
        return _file(request, chosen, found, card)
    *tables, left_out = figure_tables.splits(found)
    context = {
        "card": card,
        "figures": found,
        "chosen": chosen,
        "offered": _offered(),
        "shown_days": _shown_days(workspace),
        "may_pay": allowed(role_of(request), "billing.manage"),
        "asked": urlencode(_asked(chosen)),
        "left_out": left_out,
    }
    said = _nobody(request, card) if found.is_empty else _shown(found, card, tables)
    return render(request, "audience/figures.html", context | said)


def _shown(found: Figures, card: Card | None, tables: list[Table]) -> dict[str, Any]:
    totals = figure_tables.totals(found)
    return {
        "headline": figure_words.headline(found, several=card is None),
        "compared": figure_words.compared(found),
        "totals": totals,
        "keys": [one for one in totals if one.key in figure_tables.KEYS],
        "saved": next(one for one in totals if one.key == "save-rate"),
        "one_day": found.period.days == 1,
        "over_time": figure_charts.of_day(found) if found.period.days == 1 else figure_charts.over_time(found),
        "rows": figure_tables.over_time(found),
        "columns": [FIGURES[figure] for figure in figure_tables.OVER_TIME],
        "by_card": figure_tables.by_card(found),
        "card_columns": [FIGURES[figure] for figure in figure_tables.ANSWERS],
        "tables": tables,
        "week": figure_charts.week(found),
        "hours": figure_tables.hours(found),
        "hour_columns": [day_name(number, "D") for number in figure_tables.weekdays(found)],
    }


def _nobody(request: HttpRequest, card: Card | None) -> dict[str, Any]:
    """Instead of charts of nothing: what to do next, and with which card."""
    newest = F("first_published_at").desc(nulls_last=True)
    shared = card or Card.objects.get_queryset().kept().order_by(newest, "pk").first()
    return {"nobody": True, "shared": shared, "may_create": allowed(role_of(request), "cards.create")}


def _chosen(asked: Mapping[str, str], workspace: Workspace) -> Chosen:
    try:
        return choose(asked, today_in(workspace.zone, timezone.now()), _shown_days(workspace))
    except ValueError as wrong:
        raise BadRequest("no days of this page") from wrong


def _shown_days(workspace: Workspace) -> int | None:
    """Nothing is deleted that a plan does not show (cards 70)."""
    return plans.limit(workspace.plan_key, plans.Thing.FIGURES_DAYS)


def _asked(chosen: Chosen) -> dict[str, str]:
    if chosen.key:
        return {"days": chosen.key}
    return {"from": chosen.period.first.isoformat(), "to": chosen.period.last.isoformat()}


def _offered() -> list[tuple[str, str]]:
    days = [(str(days), _("A year") if days == 365 else _("%(days)d days") % {"days": days}) for days in OFFERED]
    return [*days, (THIS_MONTH, _("This month")), (LAST_MONTH, _("Last month"))]


def _file(request: HttpRequest, chosen: Chosen, found: Figures, card: Card | None) -> StreamingHttpResponse:
    """Every number of the page; decimals as the member writes them."""
    rows = list(figure_tables.rows(found))
    pieces = spreadsheet.write(figure_tables.COLUMNS, rows, point=money.decimal_sign(member(request).language))
    what = card.handle if card else workspace_of(request).slug
    name = f"{what}-figures-{chosen.period.first.isoformat()}-{chosen.period.last.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8", headers=headers)
