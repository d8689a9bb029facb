"""Figures as charts: bars of days with their words, the hours of one day, and the hours of a week."""

from dataclasses import dataclass

from django.utils import dateformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audience import charting
from audience.charting import Bar, Mark
from audience.figure_tables import piece_words
from audience.figures import Figure, Figures
from audience.periods import Period
from workspaces.week import day_name


@dataclass(frozen=True)
class Pair:
    """One piece of time: how many views, and before them how many people; of an hour nobody knows them.

    `said` is read by a pointer.
    """

    said: str
    views: Bar
    people: Bar | None


@dataclass(frozen=True)
class OverTime:
    pairs: list[Pair]
    scale: list[int]
    words: list[tuple[Mark, str]]
    said: str


@dataclass(frozen=True)
class Week:
    """`days` are names with their bars; `height` of the whole in pixels."""

    days: list[tuple[str, list[tuple[str, Bar]]]]
    hours: list[tuple[Mark, str]]
    height: int
    said: str


def over_time(figures: Figures) -> OverTime:
    pieces = figures.period.pieces()
    counts = [figures.counted(piece) for piece in pieces]
    views, people = ([one.get(figure, 0) for one in counts] for figure in (Figure.VIEWS, Figure.PEOPLE))
    top = charting.top_of(max([*views, *people]))
    pairs = [
        Pair(_pair_words(piece_words(piece, figures), seen, came), *bars)
        for piece, seen, came, *bars in zip(
            pieces, views, people, charting.bars(views, top), charting.bars(people, top), strict=True
        )
    ]
    most, form = _words_below(pieces, figures.period)
    words = [(mark, dateformat.format(pieces[mark.index].first, form)) for mark in charting.marks(len(pieces), most)]
    return OverTime(pairs, charting.scale_of(top), words, _most_words(pieces, people, figures))


def of_day(figures: Figures) -> OverTime:
    """Of a single day a bar for each hour: one bar for all of it would say nothing."""
    day = figures.period.first.weekday()
    hours = figures.hours[day]
    top = charting.top_of(max(hours))
    pairs = [Pair(_hour_words(day, hour, figures), bar, None) for hour, bar in enumerate(charting.bars(hours, top))]
    return OverTime(pairs, charting.scale_of(top), _hour_marks(), _busiest(figures))


def week(figures: Figures) -> Week:
    rows = charting.week_rows(figures.hours)
    days = [
        (day_name(number, "D"), [(_hour_words(number, hour, figures), bar) for hour, bar in enumerate(bars)])
        for number, bars in enumerate(rows)
    ]
    return Week(days, _hour_marks(), 7 * charting.ROW, _busiest(figures))


def _hour_marks() -> list[tuple[Mark, str]]:
    return [(Mark(hour, f"{100 * hour / 24:.2f}%", anchor), str(hour)) for hour, anchor in _HOURS]


_HOURS = ((0, "start"), (6, "middle"), (12, "middle"), (18, "middle"), (24, "end"))


def _words_below(pieces: list[Period], period: Period) -> tuple[int, str]:
    """How many of them are named, and how: by weekday, date, or month with year."""
    if len(pieces) <= 5:
        return 5, "D j"
    if len(pieces) <= 7:
        return 7, "D"
    return (5, "j M") if period.days < 330 else (4, "M Y")


def _pair_words(name: str, views: int, people: int) -> str:
    return _("%(day)s: %(people)d people, %(views)d views") % {"day": name, "people": people, "views": views}


def _most_words(pieces: list[Period], people: list[int], figures: Figures) -> str:
    most = max(people)
    if len(pieces) < 2 or not most:
        return ""
    piece = pieces[people.index(most)]
    words = ngettext("Most on %(day)s: %(number)d person.", "Most on %(day)s: %(number)d people.", most)
    if piece.days > 1:
        words = ngettext("Most in %(day)s: %(number)d person.", "Most in %(day)s: %(number)d people.", most)
    day = piece_words(piece, figures) if piece.days > 1 else date_format(piece.first, "MONTH_DAY_FORMAT")
    return words % {"day": day, "number": most}


def _hour_words(weekday: int, hour: int, figures: Figures) -> str:
    views = figures.hours[weekday][hour]
    words = ngettext("%(day)s %(hour)02d:00: %(number)d view", "%(day)s %(hour)02d:00: %(number)d views", views)
    return words % {"day": day_name(weekday), "hour": hour, "number": views}


def _busiest(figures: Figures) -> str:
    number, weekday, hour = max(
        (count, -weekday, -hour) for weekday, day in enumerate(figures.hours) for hour, count in enumerate(day)
    )
    if not number:
        return ""
    words = _("Busiest on %(day)s from %(since)02d:00 to %(until)02d:00.")
    return words % {"day": day_name(-weekday), "since": -hour, "until": 1 - hour}
