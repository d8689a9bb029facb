"""A week of opening hours as an owner types it: changed by steps without being saved, and read at the end (B2).

Times of day are those of `<input type="time">`; midnight as an end is the end of the day.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from django.http import QueryDict
from django.utils import dateformat
from django.utils.translation import gettext_lazy

from cardsite.kit.hours import Window

WINDOWS_A_DAY: Final = 8
WEEKDAYS: Final = range(7)
_MONDAY: Final = date(2024, 1, 1)
_TIME: Final = re.compile(r"([01]?\d|2[0-4])(?:[:.h]?([0-5]\d))?", re.ASCII)
_INCOMPLETE: Final = gettext_lazy("Write both times, from and to.")
_NO_TIME: Final = gettext_lazy("Write times like 9:00 or 17:30.")
_SAME: Final = gettext_lazy("From and to are the same. For a whole day write 00:00 and 24:00.")


@dataclass
class TypedWindow:
    """As it stands in the form; `error` is what is wrong with it."""

    since: str = ""
    until: str = ""
    error: str = ""

    @property
    def overnight(self) -> bool:
        """Whether it runs into the next day."""
        try:
            window = self.window()
        except ValueError:
            return False
        return window is not None and window.end < window.start

    def window(self) -> Window | None:
        """None for one left empty. Raises `ValueError` with words for a person."""
        if not self.since.strip() and not self.until.strip():
            return None
        if not self.since.strip() or not self.until.strip():
            raise ValueError(str(_INCOMPLETE))
        start, end = minutes(self.since), minutes(self.until) or 24 * 60
        if start == end:
            raise ValueError(str(_SAME))
        return Window(start % (24 * 60), end)


@dataclass
class TypedDay:
    number: int
    windows: list[TypedWindow] = field(default_factory=list)

    @property
    def name(self) -> str:
        return day_name(self.number)


@dataclass
class TypedWeek:
    days: list[TypedDay]

    @classmethod
    def of(cls, week: Sequence[Iterable[str]]) -> "TypedWeek":
        """As it is kept."""
        return cls([TypedDay(number, [typed(Window.parse(text)) for text in week[number]]) for number in WEEKDAYS])

    @classmethod
    def sent(cls, data: QueryDict) -> "TypedWeek":
        """As a browser sends it: fields `since-<day>` and `until-<day>`, as often as there are windows."""
        return cls([TypedDay(number, sent_windows(data, str(number))) for number in WEEKDAYS])

    def do(self, act: str, data: QueryDict) -> None:
        """`add <day>`, `remove <day> <place>`, `copy <day>` to the days ticked as `to-<day>`. Raises `ValueError`."""
        verb, number, *rest = act.split(" ")
        day = self.days[_within(number, 7)]
        if verb == "add" and not rest and len(day.windows) < WINDOWS_A_DAY:
            day.windows.append(_after(day.windows))
        elif verb == "remove" and len(rest) == 1:
            del day.windows[_within(rest[0], len(day.windows))]
        elif verb == "copy" and not rest:
            for other in data.getlist(f"to-{day.number}"):
                copied = [TypedWindow(one.since, one.until) for one in day.windows]
                self.days[_within(other, 7)].windows = copied
        else:
            raise ValueError(act)

    def read(self) -> list[list[Window]]:
        """Seven lists of windows; marks what cannot be read, then `errors` is not empty."""
        return [read_windows(day.windows) for day in self.days]

    @property
    def errors(self) -> list[str]:
        return [f"{day.name}: {window.error}" for day in self.days for window in day.windows if window.error]


def sent_windows(data: QueryDict, name: str) -> list[TypedWindow]:
    pairs = zip(data.getlist(f"since-{name}"), data.getlist(f"until-{name}"), strict=False)
    return [TypedWindow(since[:12], until[:12]) for since, until in list(pairs)[:WINDOWS_A_DAY]]


def read_windows(typed_windows: Iterable[TypedWindow]) -> list[Window]:
    found = []
    for one in typed_windows:
        try:
            window = one.window()
        except ValueError as wrong:
            one.error = str(wrong)
            continue
        found += [window] if window else []
    return found


def minutes(text: str) -> int:
    """Of "9", "9:30", "9.30", "0930", "24:00"; raises `ValueError` with words for a person."""
    match = _TIME.fullmatch(text.strip().lower())
    if match is None or (match[1] == "24" and int(match[2] or 0)):
        raise ValueError(str(_NO_TIME))
    return int(match[1]) * 60 + int(match[2] or 0)


def typed(window: Window) -> TypedWindow:
    """For `<input type="time">`, which knows no 24:00."""
    since, until = str(window).split("-")
    return TypedWindow(since, "00:00" if until == "24:00" else until)


def day_name(number: int, form: str = "l") -> str:
    return dateformat.format(_MONDAY + timedelta(days=number), form)


def week_words(week: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """Days with the same hours in one line: ("Mon–Wed, Fri", "09:00–17:00"); closed days are not named."""
    lines: dict[str, list[int]] = {}
    for number in WEEKDAYS:
        if hours := windows_words(week[number]):
            lines.setdefault(hours, []).append(number)
    return [(_days_words(numbers), hours) for hours, numbers in lines.items()]


def windows_words(texts: Iterable[str]) -> str:
    return ", ".join(text.replace("-", "–") for text in texts)


def _days_words(numbers: list[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = []
    for run in runs:
        names = [day_name(number, "D") for number in run]
        words.append(f"{names[0]}–{names[-1]}" if len(run) > 2 else ", ".join(names))
    return ", ".join(words)


def _after(windows: list[TypedWindow]) -> TypedWindow:
    """A useful next window: the usual day, or the afternoon after what is there."""
    if not windows:
        return TypedWindow("09:00", "17:00")
    try:
        last = windows[-1].window()
    except ValueError:
        return TypedWindow()
    if last is None or last.end < last.start or last.end > 21 * 60:
        return TypedWindow()
    return typed(Window(last.end + 60, min(last.end + 5 * 60, 24 * 60)))


def _within(text: str, count: int) -> int:
    """A place in a list that a form names. Raises `ValueError`."""
    if not text.isascii() or not text.isdecimal() or len(text) > 3 or int(text) >= count:
        raise ValueError(text)
    return int(text)
