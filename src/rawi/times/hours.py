"""Placing parts of the day and clock times: they have the value of their day."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from rawi.times.context import DAYS, SHIFTS, Context, Placed, Unplaced, near_weekday, resolve, resolves
from rawi.times.dates import day_in_month
from rawi.times.days import Interval, day_interval
from rawi.times.grammar import Node

# Within how many words a day lends itself to an hour or a part of the day after it.
NEAR: Final = 25


@resolves("part")
def _part(node: Node, context: Context) -> Placed:
    part, rel = node.get("part"), node.get("rel")
    base = node.get("base")
    weekday = node.get("bare_weekday") if node.get("bare_weekday") is not None else node.get("weekday")
    if base is None and weekday is not None:
        raise Unplaced("some day of that name")
    if isinstance(base, tuple):
        base = Node("date", {"dm": base}, node.start, node.end)
    if base is not None:
        placed = resolve(base, context) if isinstance(base, Node) else _bare(str(base), context)
        return replace(placed, precision="part")
    if rel in ("same", "that"):
        return Placed(day_interval(context.day_before.days.first), precision="part", why="day of the time before")
    if rel == "following":
        return Placed(day_interval(context.day_before.days.last + 1), precision="part", why="day after the time before")
    if part in ("nightfall", "night"):
        return night(rel, context)
    if rel is None:
        return _bare(str(part), context)
    return Placed(
        day_interval(context.today + SHIFTS.get(str(rel), 0)), precision="part", why="relative to the page's date"
    )


def night(rel: str | None, context: Context) -> Placed:
    """Last night reaches from yesterday into today."""
    today = context.today
    if rel == "last":
        return Placed(Interval(today - 1, today), precision="part", why="relative to the page's date")
    if rel == "before_last":
        return Placed(day_interval(today - 2), precision="part", why="relative to the page's date")
    return Placed(day_interval(today + SHIFTS.get(str(rel), 0)), precision="part", why="relative to the page's date")


def _bare(part: str, context: Context) -> Placed:
    """A part of the day, or an hour, with no day: that of a day named just before, else the page's.

    Nights are as often any night as that one.
    """
    anchor = context.anchor
    near = anchor is not None and context.anchor_distance <= NEAR and anchor.bound == "in"
    if near and anchor is not None and anchor.interval is not None and anchor.precision in DAYS:
        return Placed(day_interval(anchor.interval.first), precision="part", why="day of the time before")
    if part in ("night", "nightfall"):
        raise Unplaced("of a day that the text does not give")
    return Placed(day_interval(context.today), precision="part", why="of the page's day")


@resolves("bare_part")
def _bare_part(node: Node, context: Context) -> Placed:
    return _bare(str(node.get("part")), context)


@resolves("tonight")
def _tonight(node: Node, context: Context) -> Placed:
    return Placed(day_interval(context.today), precision="part", why="relative to the page's date")


@resolves("last_night")
def _last_night(node: Node, context: Context) -> Placed:
    return Placed(day_interval(context.today - 1), precision="part", why="relative to the page's date")


@resolves("two_days")
def _two_days(node: Node, context: Context) -> Placed:
    """The night between two days."""
    second = int(node.get("second"))
    if node.get("month") is not None and node.get("two") is not None:
        last = day_in_month(int(node.get("two")), node.get("month"), None, context)
    else:
        last = Placed(day_interval(near_weekday(second, None, context)))
    first = int(node.get("first"))
    start = last.days.first - ((second - first) % 7 or 7)
    return Placed(Interval(start, last.days.last), precision="part", why="night between two days")


@resolves("at", "at_part")
def _at(node: Node, context: Context) -> Placed:
    """A clock time: it has its day's value."""
    hour = node.get("hm")
    if isinstance(hour, Node) and not _possible(hour):
        raise Unplaced("no hour of the day")
    base = node.get("base") or node.get("part")
    if isinstance(base, Node):
        placed = resolve(base, context)
        return replace(placed, precision="time")
    anchored = context.anchor is not None and context.anchor.precision in DAYS and context.anchor_distance <= NEAR
    if node.get("until") is not None and not anchored:
        raise Unplaced("hours of a day that the text does not give")
    return replace(_bare("clock", context), precision="time")


def _possible(clock: Node) -> bool:
    hour = clock.get("hour")
    if isinstance(hour, int):
        return 0 <= hour <= 24
    digits = clock.get("digits")
    if isinstance(digits, str):
        return len(digits) in (3, 4) and int(digits[:-2]) <= 24 and int(digits[-2:]) < 60
    return True


@resolves("now")
def _now(node: Node, context: Context) -> Placed:
    return Placed(day_interval(context.today), why="relative to the page's date")


@resolves("then")
def _then(node: Node, context: Context) -> Placed:
    return replace(context.before, why="the time before")
