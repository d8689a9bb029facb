"""An order in words for its seller: when it is due, its history, why an act is refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cardsite.kit import money
from storefront import wording
from storefront.models import LedgerEntry, Order, OrderEvent, Revision
from storefront.states import NotAllowed, State
from workspaces.models import User
from workspaces.moments import day_near, day_title, span_words, time_words, today_in, wall

METHODS: Final[dict[str, str | Promise]] = {
    "cash": gettext_lazy("Cash"),
    "transfer": gettext_lazy("Bank transfer"),
    "card": gettext_lazy("Card"),
    "other": gettext_lazy("Something else"),
}
TEXTS: Final[dict[str, str | Promise]] = {
    "placed": gettext_lazy("A question about it"),
    "accepted": gettext_lazy("It is accepted"),
    "ready": gettext_lazy("It is ready"),
    "shipped": gettext_lazy("It is on its way"),
    "completed": gettext_lazy("Thank you"),
    "declined": gettext_lazy("It cannot be accepted"),
    "cancelled": gettext_lazy("It is cancelled"),
    "expired": gettext_lazy("A question about it"),
    "revised": gettext_lazy("It was changed"),
    "paid": gettext_lazy("The payment has arrived"),
    "refunded": gettext_lazy("Money was given back"),
    "reminder": gettext_lazy("A reminder"),
}
"""What a prepared text for WhatsApp says, by its name in `storefront.wording`."""

_VERBS: Final[dict[str, str | Promise]] = {
    "placed": gettext_lazy("Ordered"),
    "accepted": gettext_lazy("Accepted"),
    "ready": gettext_lazy("Marked as ready"),
    "shipped": gettext_lazy("Sent off"),
    "completed": gettext_lazy("Handed over"),
    "declined": gettext_lazy("Declined"),
    "cancelled": gettext_lazy("Cancelled"),
    "called_off": gettext_lazy("Cancelled, for the workspace was deleted"),
    "expired": gettext_lazy("Expired without an answer"),
    "lapsed": gettext_lazy("Stock not held any more"),
    "revised": gettext_lazy("Changed"),
    "paid": gettext_lazy("Marked as paid"),
    "refunded": gettext_lazy("Money given back"),
    "told": gettext_lazy("Text for WhatsApp opened"),
    "revoked": gettext_lazy("Link of the buyer replaced"),
}
_BY_ITSELF: Final = {"expired", "lapsed"}
_NOW: Final[dict[State, str | Promise]] = {
    State.PLACED: gettext_lazy("This order is not accepted yet. Accept it first."),
    State.ACCEPTED: gettext_lazy("This order is accepted already."),
    State.READY: gettext_lazy("This order is ready already."),
    State.SHIPPED: gettext_lazy("This order is on its way already."),
    State.COMPLETED: gettext_lazy("This order is completed. Nothing more can be done with it but to give money back."),
    State.DECLINED: gettext_lazy("This order was declined. That is final: the buyer can order again."),
    State.CANCELLED: gettext_lazy("This order is cancelled. That is final: the buyer can order again."),
    State.EXPIRED: gettext_lazy("This order expired without an answer. That is final: the buyer can order again."),
}


@dataclass(frozen=True)
class Happened:
    """One line of the history; `quoted` what somebody wrote with it, `changes` the lines of a revision."""

    when: str
    words: str
    quoted: str = ""
    changes: list[str] = field(default_factory=list)


def due(order: Order, user: User, now: datetime) -> str:
    """ "Tomorrow, 9:00–10:00", "Sat 9 January, 9:00–10:00"; empty where no time was chosen."""
    if order.window_start is None or order.window_end is None:
        return ""
    day = day_near(wall(order.window_start, order.zone).date(), today_in(order.zone, now))
    return f"{day}, {span_words(order.window_start, order.window_end, order.zone, user)}"


def moment(at: datetime, order: Order, user: User, now: datetime) -> str:
    """ "Today, 4 January, 9:05", on the shop's clock."""
    day = day_title(wall(at, order.zone).date(), today_in(order.zone, now))
    return f"{day}, {time_words(at, order.zone, user)}"


def opened(order: Order, user: User, now: datetime) -> str:
    """Whether the buyer opened the chat; unknown where no script ran on their page (S3)."""
    if order.opened_at:
        return moment(order.opened_at, order, user, now)
    return _("Not opened yet") if order.seen_at else _("Unknown: the buyer's browser did not say")


def history(
    order: Order, events: Iterable[OrderEvent], revisions: Mapping[int, Revision], user: User, now: datetime
) -> list[Happened]:
    """The latest last. The events come with their `by`, the revisions by their number."""
    return [
        Happened(
            when=moment(event.at, order, user, now),
            words=_line(event, order, user),
            quoted=_quoted(event, revisions),
            changes=_changes(event, revisions),
        )
        for event in events
    ]


def who(person: User | None) -> str:
    return person.name or person.email if person else _("the buyer")


def method(entry: LedgerEntry) -> str:
    """As it was chosen, or in the words that came with it."""
    return str(METHODS.get(entry.method, entry.method))


def refusal(refused: NotAllowed) -> str:
    """Why the act is not possible, and what is."""
    return str(_NOW[refused.now])


def _line(event: OrderEvent, order: Order, user: User) -> str:
    verb = str(_VERBS.get(event.verb, event.verb))
    if event.verb not in _BY_ITSELF:
        verb = _("%(verb)s by %(who)s") % {"verb": verb, "who": who(event.by)}
    more = _more(event.verb, event.data, order, user)
    return f"{verb}: {more}" if more else verb


def _more(verb: str, data: Mapping[str, Any], order: Order, user: User) -> str:
    def said(minor: int) -> str:
        return money.spoken(minor, order.currency, user.language)

    if verb == "revised":
        return _("%(before)s, now %(after)s") % {"before": said(data["before"]), "after": said(data["after"])}
    if verb in {"paid", "refunded"}:
        return said(data["amount"])
    return str(TEXTS.get(data.get("text", ""), "")) if verb == "told" else ""


def _quoted(event: OrderEvent, revisions: Mapping[int, Revision]) -> str:
    revision = revisions.get(event.data.get("number", 0))
    return str(event.data.get("message", "")) or (revision.note if revision else "")


def _changes(event: OrderEvent, revisions: Mapping[int, Revision]) -> list[str]:
    """Lines that came and went with a revision."""
    number = event.data.get("number", 0)
    if event.verb != "revised" or not {number, number - 1} <= revisions.keys():
        return []
    before, after = ([wording.line_words(line) for line in revisions[one].lines] for one in (number - 1, number))
    gone = [_("Without %(line)s") % {"line": line} for line in before if line not in after]
    return gone + [_("With %(line)s") % {"line": line} for line in after if line not in before]
