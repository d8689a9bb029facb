"""`/report`: a page for anybody, linked from every card (cards 93)."""

from typing import Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cards.editor import limits
from cards.public_pages import private, see
from cards.reporting import receiving
from cards.reporting.forms import ADDRESS_MAX, ReportForm
from cardsite.kit.throttle import TooMany
from workspaces.access import public
from workspaces.public_form import limit, public_form

AN_HOUR: Final = 10
ALL_AN_HOUR: Final = 300


@public_form
@public
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """303 to the thanks; 422 and 429 show the form as it was typed."""
    if request.method == "POST":
        return _sent(request)
    form = ReportForm(initial={"url": request.GET.get("url", "")[:ADDRESS_MAX]})
    return _page(request, form)


def _sent(request: HttpRequest) -> HttpResponse:
    form = ReportForm(request.POST)
    form.check_lines()
    if not form.is_valid():
        return _page(request, form, status=422)
    said = form.cleaned_data
    try:
        with transaction.atomic():  # what is refused has used up nothing
            limit(request, "report", card=0, an_hour=AN_HOUR, card_an_hour=ALL_AN_HOUR)
            if not form.is_trapped:
                typed = {name: said[name] for name in ("url", "category", "words", "name", "email")}
                receiving.receive(key=form.key, **typed)
    except TooMany as reached:
        return limits.answer(reached, form, lambda status: _page(request, form, status=status))
    return see(f"{reverse('report')}?sent=1")


def _page(request: HttpRequest, form: ReportForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "sent": request.GET.get("sent") == "1", "page": "report", "title": _("Report a card")}
    return private(render(request, "site/report.html", context, status=status))
