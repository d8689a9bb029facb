"""The one answer to whatever would change a card that the plan is too small for: the card itself, which says why (P9).

The rule stands in `cards.standing`; every act on a card may raise `OverLimit`, and no view needs to know.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cards import standing
from cards.editor import limit_words
from cards.editor.finding import role_of, workspace_of
from cards.models import Card
from cards.refusals import OverLimit
from workspaces.access import allowed

REFUSED = 422


class OverLimitMiddleware:
    """422 with the page that says so; in the editor the whole window goes there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match = request.resolver_match
        if not isinstance(exception, OverLimit) or match is None:
            return None
        card = Card.objects.select_related("workspace").get(pk=match.kwargs["card"])
        if not request.htmx:  # type: ignore[attr-defined]  # set by the middleware
            return page(request, card, exception.limit, REFUSED)
        answer = HttpResponse(status=REFUSED)
        answer["HX-Redirect"] = reverse("card_edit", args=[card.workspace.slug, card.pk])
        return answer


def page(request: HttpRequest, card: Card, limit: int, status: int = 200) -> HttpResponse:
    """The card as visitors see it, and what its owners can do."""
    context = {"card": card, "limit": limit} | ways_out(request)
    return render(request, "cards/editor/editor_reading.html", context, status=status)


def said_before(request: HttpRequest) -> dict[str, Any]:
    """For `cards/editor/no_room.html`: that there is no room for another card, before a form is filled in."""
    full, may_pay = standing.no_room(workspace_of(request)), ways_out(request)["may_pay"]
    title, text = limit_words.before(full, may_pay=may_pay) if full else ("", "")
    return {"no_room": title, "no_room_text": text, "may_pay": may_pay}


def ways_out(request: HttpRequest) -> dict[str, bool]:
    """For `cards/editor/over_limit.html`, beside `card` and `limit`."""
    role = role_of(request)
    return {
        "may_delete": allowed(role, "cards.delete"),
        "may_pay": settings.STRIPE_ENABLED and allowed(role, "billing.manage"),
    }
