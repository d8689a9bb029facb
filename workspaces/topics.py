"""What members are told of by mail, and how soon each of them wants to hear it: values alone, one a topic.

A room declares its topics in its `AppConfig`. A membership keeps what its member chose; what is usual is kept nowhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise


class Pace(StrEnum):
    """How soon. `MINE` is at once, but only of what was given to the member."""

    AT_ONCE = "at-once"
    MINE = "mine"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


@dataclass(frozen=True)
class Topic:
    """One kind of news. `verb` is the right a reader needs; `usual` is the pace of roles that chose none.

    `place` is a page that has a say in it, too: name of the address, and words.
    """

    key: str
    title: str | Promise
    about: str | Promise
    verb: str
    paces: Mapping[Pace, str | Promise]
    usual: Mapping[str, Pace]
    place: tuple[str, str | Promise] | None = None

    def on_again(self, role: str, wanted: str) -> Pace:
        """What turns it on after it was turned off: the pace it had, else the usual one, else the first there is."""
        ons = [pace for pace in self.paces if pace != Pace.NEVER]
        return next((pace for said in (wanted, self.usual.get(role)) for pace in ons if pace == said), ons[0])

    def pace(self, role: str, chosen: Mapping[str, str]) -> Pace:
        """What a member chose, else what is usual for the role. What is no pace of this topic counts as no choice."""
        said = chosen.get(self.key, "")
        return next((pace for pace in self.paces if pace == said), self.usual.get(role, Pace.NEVER))


def chosen_anew(
    topics: Iterable[Topic], role: str, before: Mapping[str, str], wanted: Mapping[str, str]
) -> dict[str, str]:
    """What to keep: what differs from the usual of the role. Topics that are not asked about stay as they were."""
    after = dict(before)
    for topic in topics:
        if topic.key not in wanted:
            continue
        after.pop(topic.key, None)
        pace = topic.pace(role, wanted)
        if pace != topic.usual.get(role, Pace.NEVER):
            after[topic.key] = pace.value
    return after
