"""Acts on several leads at once, from the list: which ones were ticked, and what is done with them (cards 75)."""

from collections.abc import Callable
from typing import Final

from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audience import keeping
from audience.inbox import listing
from audience.inbox.asking import Asked, number
from audience.inbox.forms import AssigneeForm, StatusForm, TagForm
from audience.kept import shown_leads
from audience.models import Lead
from cards.editor.finding import member, membership_of

SEVERAL_MAX: Final = 1000


class NotDone(Exception):
    """Understood and refused; `words` name the remedy."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def ticked(request: HttpRequest) -> list[int]:
    """Those of the ticked leads that this member reads, the newest first; with `every` all that the list found.

    Raises `NotDone` where none is.
    """
    if request.POST.get("every") == "1":
        return _found(request)
    sent = request.POST.getlist("lead")
    if len(sent) > SEVERAL_MAX:
        raise BadRequest("too many")
    shown = shown_leads(membership_of(request))
    found = list(shown.filter(pk__in=[number(one) for one in sent]).values_list("pk", flat=True))
    if not found:
        raise NotDone(_("Tick the leads first."))
    return found


def asked(request: HttpRequest) -> Asked:
    """What the list asked for from which something was sent."""
    return Asked.read(QueryDict(request.POST.get("back", "")))


def two(request: HttpRequest) -> tuple[int, int]:
    """The pair that is to become one: the newer goes into the older. Raises `NotDone` for any other number."""
    found = ticked(request)
    if len(found) != 2:
        raise NotDone(_("Tick exactly two leads to join them."))
    return found[1], found[0]


def _found(request: HttpRequest) -> list[int]:
    chosen = listing.chosen(asked(request), membership_of(request))
    found = list(chosen.values_list("pk", flat=True)[: SEVERAL_MAX + 1])
    if len(found) > SEVERAL_MAX:
        words = _("These are more than %(number)d leads. Narrow the list with a filter first.")
        raise NotDone(words % {"number": SEVERAL_MAX})
    if not found:
        raise NotDone(_("Nothing is left in this list."))
    return found


def act(request: HttpRequest) -> str:
    """Do the act that was sent; what was done, in words. Raises `NotDone`; an unknown act is a bad request."""
    done = _ACTS.get(request.POST.get("act", ""))
    if done is None:
        raise BadRequest("unknown act")
    return done(request, ticked(request))


def _status(request: HttpRequest, leads: list[int]) -> str:
    form = StatusForm(request.POST)
    if not form.is_valid():
        raise NotDone(_("Choose a status first."))
    status = Lead.Status(form.cleaned_data["status"])
    count = keeping.set_status(leads=leads, status=status, by=member(request), now=timezone.now())
    return _changed(count, len(leads))


def _assign(request: HttpRequest, leads: list[int]) -> str:
    form = AssigneeForm(request.POST)
    if not form.is_valid():
        raise NotDone(_("Choose a member of this workspace."))
    count = keeping.assign(leads=leads, to=form.cleaned_data["assignee"], by=member(request), now=timezone.now())
    return _changed(count, len(leads))


def _word(request: HttpRequest) -> str:
    """The tag that was sent. Raises `NotDone` with what is wrong with it."""
    form = TagForm(request.POST)
    if not form.is_valid():
        raise NotDone(" ".join(str(one) for one in form.errors["tag"]))
    return str(form.cleaned_data["tag"])


def _tag(request: HttpRequest, leads: list[int]) -> str:
    count = keeping.tag(leads=leads, name=_word(request), by=member(request), now=timezone.now())
    return _changed(count, len(leads))


def _untag(request: HttpRequest, leads: list[int]) -> str:
    count = keeping.untag(leads=leads, name=_word(request), by=member(request), now=timezone.now())
    return _changed(count, len(leads))


def _spam(request: HttpRequest, leads: list[int]) -> str:
    count = keeping.file(leads=leads, folder=Lead.Folder.SPAM, by=member(request), now=timezone.now())
    words = ngettext(
        "%(number)d lead is in the spam folder now.", "%(number)d leads are in the spam folder now.", count
    )
    return words % {"number": count}


def _inbox(request: HttpRequest, leads: list[int]) -> str:
    count = keeping.file(leads=leads, folder=Lead.Folder.INBOX, by=member(request), now=timezone.now())
    words = ngettext("%(number)d lead is back in the inbox.", "%(number)d leads are back in the inbox.", count)
    return words % {"number": count}


def _changed(count: int, of: int) -> str:
    """Those that stood so already are said to be left as they were."""
    if not count:
        return _("Nothing to change: they stood so already.")
    words = ngettext("%(number)d lead is changed.", "%(number)d leads are changed.", count) % {"number": count}
    left = of - count
    if not left:
        return words
    stays = ngettext("%(number)d stays as it was.", "%(number)d stay as they were.", left) % {"number": left}
    return f"{words} {stays}"


_ACTS: Final[dict[str, Callable[[HttpRequest, list[int]], str]]] = {
    "status": _status,
    "assign": _assign,
    "tag": _tag,
    "untag": _untag,
    "spam": _spam,
    "inbox": _inbox,
}
