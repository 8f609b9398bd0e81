"""What resolving an expression knows and gives: the page's day, the time before it in the text, and the result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from rawi.times.calendars import year_at
from rawi.times.days import Interval, weekday_of
from rawi.times.grammar import Node
from rawi.times.time import Bound, Calendar

UNDATED: Final = "relative to the page's date, which is not known"
VAGUE: Final = "vague"
DAYS: Final = ("day", "part", "time")
"""Precisions of what stands on one day."""

Recurs = Callable[[int], Interval | None]
"""The interval in a given year of the expression's calendar, or None where that year has none."""


class Unplaced(Exception):
    """An expression that cannot be placed, with the reason. Never leaves this package."""

    def __init__(self, why: str, candidates: tuple[Interval, ...] = ()) -> None:
        super().__init__(why)
        self.why, self.candidates = why, candidates


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an expression stands: an interval, a duration, or nothing (`?`).

    `recurs` is kept where only the year was supplied from outside the expression, so that a range or another time
    can supply a better one.
    """

    interval: Interval | None = None
    duration: str | None = None
    precision: str = "day"
    calendar: Calendar = "gregorian"
    bound: Bound = "in"
    why: str = ""
    candidates: tuple[Interval, ...] = ()
    recurs: Recurs | None = None
    edge: str | None = None

    @property
    def value(self) -> str:
        """As the annotation guidelines write it."""
        return self.duration or (str(self.interval) if self.interval else "?")

    @property
    def days(self) -> Interval:
        """The interval. Raises Unplaced where there is none."""
        if self.interval is None:
            raise Unplaced(self.why or VAGUE)
        return self.interval

    @property
    def start(self) -> int:
        """The first day. Raises Unplaced where there is none."""
        if self.days.start is None:
            raise Unplaced(self.why or VAGUE)
        return self.days.start

    @property
    def end(self) -> int:
        """The last day. Raises Unplaced where there is none."""
        if self.days.end is None:
            raise Unplaced(self.why or VAGUE)
        return self.days.end

    def within(self, interval: Interval, **changes: Any) -> Placed:
        """The same with another interval."""
        return replace(self, interval=interval, **changes)


@dataclass(slots=True)
class Context:
    """What is known while a text is read from its beginning to its end.

    `today` is the page's day. `anchor` is the last time that was placed before; `leans` is 1 where the words around
    look ahead, -1 where they look back, 0 where they say nothing. `years` are those that the page may
    be of, where its day is not known;
    `inferred` says that the day was read off the text itself.
    """

    published: int | None
    calendar_hint: Calendar | None = None
    anchor: Placed | None = None
    anchor_distance: int = 0
    leans: int = 0
    years: range = range(0)
    inferred: bool = False
    settings: dict[str, Any] = field(default_factory=dict)
    weekend: tuple[int, int] = (5, 6)

    @property
    def today(self) -> int:
        """The page's day. Raises Unplaced where it is not known."""
        if self.published is None:
            raise Unplaced(UNDATED)
        return self.published

    @property
    def before(self) -> Placed:
        """The time before, that following, same, previous count from. Raises Unplaced where there is none."""
        if self.anchor is None or self.anchor.interval is None:
            raise Unplaced("relative to a time that the text does not give")
        return self.anchor

    @property
    def day_before(self) -> Placed:
        """The time before, where it is a day. Raises Unplaced where there is none or it is none."""
        if self.before.precision not in DAYS:
            raise Unplaced("relative to a day that the text does not give")
        return self.before


SHIFTS: Final = {"last": -1, "this": 0, "next": 1, "before_last": -2, "after_next": 2, "new": 0}
"""How many units away from the page's own the relative adjectives mean."""

Resolver = Callable[[Node, Context], Placed]
RESOLVERS: dict[str, Resolver] = {}


def resolves(*names: str) -> Callable[[Resolver], Resolver]:
    """Marks the function that resolves what patterns call by these names."""

    def register(function: Resolver) -> Resolver:
        for name in names:
            RESOLVERS[name] = function
        return function

    return register


def resolve(node: Node, context: Context) -> Placed:
    """Place one found expression. Raises Unplaced where that cannot be done."""
    return RESOLVERS[node.op](node, context)


# How much nearer a future day must be than a past one to be meant, where nothing says which. News tells what has been:
# chosen on the training articles.
PAST_BIAS: Final = 2.0


def nearest(recurs: Recurs, calendar: Calendar, rel: str | None, context: Context) -> Interval:
    """The occurrence that is meant of something that comes once a year.

    With last, next, this as said; else the nearest to the page's day, sooner a past one, by `PAST_BIAS`.
    """
    today = context.today
    year = year_at(calendar, today)
    options = [found for step in (-2, -1, 0, 1, 2) if (found := recurs(year + step)) is not None]
    if not options:
        options = [found for step in range(-8, 9) if (found := recurs(year + step)) is not None]
    if not options:
        raise Unplaced("no such day in any near year")
    past = [option for option in options if option.last < today]
    future = [option for option in options if option.first > today]
    current = [option for option in options if option.first <= today <= option.last]
    wanted = {"last": past[::-1], "next": future}.get(str(rel))
    if rel == "before_last":
        wanted = past[-2::-1]
    elif rel == "after_next":
        wanted = future[1:]
    if wanted:
        return wanted[0]
    if current:
        return current[0]
    if rel is None and context.leans:
        wanted = future if context.leans > 0 else past[::-1]
        if wanted and abs(wanted[0].first - today) < _A_WAY_OFF:
            return wanted[0]
    bias = 1.0 if rel == "this" else PAST_BIAS
    return min(
        options, key=lambda option: today - option.last if option.last < today else (option.first - today) * bias
    )


# Words that look ahead or back do not carry a day to the far end of a year.
_A_WAY_OFF: Final = 330


def near_weekday(weekday: int, rel: str | None, context: Context) -> int:
    """The day of that name that is meant: the last one up to today, the coming one where the words look ahead."""
    today = context.today
    since = (weekday_of(today) - weekday) % 7
    ahead = (weekday - weekday_of(today)) % 7
    if rel == "last":
        return today - (since or 7)
    if rel == "before_last":
        return today - (since or 7) - 7
    if rel == "next":
        return today + (ahead or 7)
    if rel == "after_next":
        return today + (ahead or 7) + 7
    if rel == "this":
        return today - since if since == 0 else today + ahead if context.leans >= 0 else today - since
    return today + (ahead or 7 * (since == 0 and context.leans > 1)) if context.leans > 0 else today - since
