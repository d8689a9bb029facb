"""`/<handle>/unlock`: the right password opens the card for thirty days (cards 20; A33, A34)."""

from datetime import timedelta
from typing import Final

from django.contrib.auth.hashers import check_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cards.addresses import at_address
from cards.locking import cookie
from cards.locking.prompt import UnlockForm, page, way_on
from cards.models import Card, Publication
from cards.public_pages import in_its_language, see
from cardsite.kit import throttle
from cardsite.kit.http import client_address
from cardsite.kit.throttle import TooMany
from workspaces.public_form import public_form

PER: Final = timedelta(minutes=15)
WRONG: Final = 10
WRONG_OF_ALL: Final = 50
"""Wrong passwords of one visitor, and of all visitors of the card, in a quarter of an hour."""


@public_form
@at_address(open_when_locked=True)
@in_its_language
def unlock(request: HttpRequest, card: Card, publication: Publication) -> HttpResponse:
    """303 to what was wanted; 422 for a wrong password, 429 for too many."""
    wanted = request.GET.get("next", "")
    if not card.is_locked:
        return see(way_on(card, wanted))
    if request.method != "POST":
        return page(card, publication, UnlockForm(), wanted, status=200)
    form = UnlockForm(request.POST)
    try:
        if form.is_valid() and _is_right(request, card, form.cleaned_data["password"]):
            response = see(way_on(card, wanted))
            cookie.give(response, card)
            return response
    except TooMany as reached:
        form.add_error("password", _when(reached.retry_after))
        response = page(card, publication, form, wanted, status=429)
        response["Retry-After"] = str(reached.retry_after)
        return response
    if not form.errors:
        form.add_error("password", _("This is not the password. Mind capital letters, then try again."))
    return page(card, publication, form, wanted, status=422)


def _is_right(request: HttpRequest, card: Card, password: str) -> bool:
    """Every try is counted before it is judged, so that many at once are no way around; right ones are given back.

    Raises `TooMany`.
    """
    visitor = throttle.address_key(client_address(request))
    limits = {f"unlock:{card.pk}:ip:{visitor}": WRONG, f"unlock:{card.pk}": WRONG_OF_ALL}
    for key, limit in limits.items():
        throttle.count(key, limit=limit, per=PER)
    if not check_password(password, card.password):
        return False
    for key in limits:
        throttle.give_back(key, per=PER)
    return True


def _when(seconds: int) -> str:
    minutes = -(-seconds // 60)
    said = ngettext(
        "That was wrong too often. Try again in %(minutes)d minute.",
        "That was wrong too often. Try again in %(minutes)d minutes.",
        minutes,
    )
    return said % {"minutes": minutes}
