"""Why there is no room for another card, or not for so many links, and what helps (cards 88, 96)."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cards.refusals import NewHere, PlanLimit
from cardsite.kit.throttle import TooMany
from workspaces import newcomers
from workspaces.newcomers import TooManyLinks


def of_cards(full: PlanLimit) -> str:
    """Why no card can be made, and what helps."""
    if isinstance(full, NewHere):
        said = _(
            "A new workspace has room for %(number)d cards until %(day)s. "
            "You need more today? Write to us, and we lift the limit."
        )
        return said % {"number": full.limit, "day": _day(full.until)}
    said = ngettext(
        "Your plan allows %(number)d card. Delete another, or choose a larger plan under Settings.",
        "Your plan allows %(number)d cards. Delete one, or choose a larger plan under Settings.",
        full.limit,
    )
    return said % {"number": full.limit}


def before(full: PlanLimit, *, may_pay: bool) -> tuple[str, str]:
    """Title and words for whoever has not typed anything yet; whoever cannot pay is sent to who can."""
    if isinstance(full, NewHere):
        return _("There is no room for another card today"), of_cards(full)
    title = ngettext("Your plan's card is made", "All %(number)d cards of your plan are made", full.limit)
    if may_pay:
        said = _("To make another, delete one or choose a larger plan.")
    else:
        said = _("To make another, delete one, or ask an owner of this workspace for a larger plan.")
    return title % {"number": full.limit}, said


def of_links(many: TooManyLinks) -> str:
    said = _(
        "A card of a new workspace leads to %(number)d web addresses at most, until %(day)s. "
        "Take some links out and publish again, or write to us, and we lift the limit. Your draft is kept."
    )
    return said % {"number": many.limit, "day": _day(many.until)}


def of_changes(seconds: int) -> str:
    minutes = -(-seconds // 60)
    said = ngettext(
        "A new workspace can publish changed links %(times)d times an hour. "
        "Try again in %(minutes)d minute. Your draft is kept.",
        "A new workspace can publish changed links %(times)d times an hour. "
        "Try again in %(minutes)d minutes. Your draft is kept.",
        minutes,
    )
    return said % {"times": newcomers.LINK_CHANGES_AN_HOUR, "minutes": minutes}


def of_company(many: TooManyLinks | TooMany) -> str:
    """The same two limits, met by what the company says for all of its cards."""
    if isinstance(many, TooManyLinks):
        said = _(
            "A new workspace leads to %(number)d web addresses at most, until %(day)s. "
            "Write to us, and we lift the limit. Nothing was changed, and what you typed is still here."
        )
        return said % {"number": many.limit, "day": _day(many.until)}
    minutes = -(-many.retry_after // 60)
    said = ngettext(
        "A new workspace can change where its cards lead %(times)d times an hour. "
        "Try again in %(minutes)d minute. Nothing was changed, and what you typed is still here.",
        "A new workspace can change where its cards lead %(times)d times an hour. "
        "Try again in %(minutes)d minutes. Nothing was changed, and what you typed is still here.",
        minutes,
    )
    return said % {"times": newcomers.LINK_CHANGES_AN_HOUR, "minutes": minutes}


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")
