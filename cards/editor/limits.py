"""What may not be done too often: the form says when to try again and keeps what was typed (rules 21, 22)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.forms import BaseForm
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cards.refusals import NewHere, PlanLimit
from cardsite.kit import throttle
from cardsite.kit.throttle import TooMany
from workspaces import newcomers
from workspaces.models import Workspace
from workspaces.newcomers import TooManyLinks

HOUR: Final = timedelta(hours=1)
ADDRESSES_AN_HOUR: Final = 30
"""Cards made and addresses taken by one workspace: a person never needs so many, a squatter does."""


def count(workspace: Workspace, act: str, *, an_hour: int) -> None:
    """One more act of the workspace in this hour. Raises `TooMany`."""
    throttle.count(f"{act}:{workspace.pk}", limit=an_hour, per=HOUR)


def answer(limit: TooMany, form: BaseForm, render: Callable[[int], HttpResponse]) -> HttpResponse:
    """429: the form again, with words that say when; `render` draws it with the status it is given."""
    form.add_error(None, words(limit.retry_after))
    response = render(429)
    response["Retry-After"] = str(limit.retry_after)
    return response


def room_words(full: PlanLimit) -> str:
    """Why no card can be made, and what helps."""
    if isinstance(full, NewHere):
        said = _(
            "A new workspace has room for %(number)d cards until %(day)s. "
            "You need more today? Write to us, and we lift the limit."
        )
        return said % {"number": full.limit, "day": _day(full.until)}
    return _("Your plan allows %(number)d cards.") % {"number": full.limit}


def links_words(many: TooManyLinks) -> str:
    said = _(
        "A card of a new workspace leads to %(number)d web addresses at most, until %(day)s. "
        "Take some links out and publish again, or write to us, and we lift the limit. Your draft is kept."
    )
    return said % {"number": many.limit, "day": _day(many.until)}


def changes_words(seconds: int) -> str:
    minutes = -(-seconds // 60)
    said = ngettext(
        "A new workspace can publish changed links %(times)d times an hour. "
        "Try again in %(minutes)d minute. Your draft is kept.",
        "A new workspace can publish changed links %(times)d times an hour. "
        "Try again in %(minutes)d minutes. Your draft is kept.",
        minutes,
    )
    return said % {"times": newcomers.LINK_CHANGES_AN_HOUR, "minutes": minutes}


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def words(seconds: int) -> str:
    minutes = -(-seconds // 60)
    said = ngettext(
        "That was done very often within an hour. Try again in %(minutes)d minute; nothing you typed is lost.",
        "That was done very often within an hour. Try again in %(minutes)d minutes; nothing you typed is lost.",
        minutes,
    )
    return said % {"minutes": minutes}
