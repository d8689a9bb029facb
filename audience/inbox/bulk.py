"""Acts on several leads at once, from the list: which ones were ticked, and what is done with them (cards 75)."""

from collections.abc import Callable
from typing import Final

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audience import keeping
from audience.inbox.asking import number
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
    """Those of the ticked leads that this member reads, the newest first. Raises `NotDone` where none is."""
    sent = request.POST.getlist("lead")
    if len(sent) > SEVERAL_MAX:
        raise BadRequest("too many")
    shown = shown_leads(membership_of(request))
    found = list(shown.filter(pk__in=[number(one) for one in sent]).values_list("pk", flat=True))
    if not found:
        raise NotDone(_("Tick the leads first."))
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


def _tag(request: HttpRequest, leads: list[int]) -> str:
    form = TagForm(request.POST)
    if not form.is_valid():
        raise NotDone(" ".join(str(one) for one in form.errors["tag"]))
    count = keeping.tag(leads=leads, name=form.cleaned_data["tag"], by=member(request), now=timezone.now())
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
    "spam": _spam,
    "inbox": _inbox,
}
