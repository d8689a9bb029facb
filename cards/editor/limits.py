"""What may not be done too often: the form says when to try again and keeps what was typed (rules 21, 22)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.translation import ngettext

from cardsite.kit import throttle
from cardsite.kit.throttle import TooMany
from workspaces.models import Workspace

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


def words(seconds: int) -> str:
    minutes = -(-seconds // 60)
    said = ngettext(
        "That was done very often within an hour. Try again in %(minutes)d minute; nothing you typed is lost.",
        "That was done very often within an hour. Try again in %(minutes)d minutes; nothing you typed is lost.",
        minutes,
    )
    return said % {"minutes": minutes}
