"""Placing whole weeks, months, years by their distance from the page's day or from the time before."""

from __future__ import annotations

from dataclasses import replace

from rawi.times.calendars import month_of, year_month_at, year_of
from rawi.times.context import SHIFTS, VAGUE, Context, Placed, Unplaced, resolve, resolves
from rawi.times.days import Interval, add_months, date_of, day_of, week_interval
from rawi.times.durations import Amount, shift, unit_at
from rawi.times.grammar import Node
from rawi.times.hours import night
from rawi.times.parts import base_of
from rawi.times.time import Calendar
from rawi.times.years import known_year


@resolves("rel")
def _rel(node: Node, context: Context) -> Placed:
    """The last, this, next, same, following ... day, week, month, year, decade, century."""
    unit, rel = str(node.get("unit")), node.get("rel")
    unit = {"second": "day", "minute": "day", "hour": "day"}.get(unit, unit)
    if node.get("year") is not None and isinstance(node.get("year"), Node):
        return _rel_in_year(unit, rel, node.get("year"), context)
    if rel in ("same", "that"):
        anchor = context.before
        if unit in ("day", "night"):
            anchor = context.day_before
        if unit in ("week", "month") and anchor.precision in ("year", "decade", "century", "season"):
            raise Unplaced("a time that the text does not give")
        return Placed(unit_at(unit, anchor.days.first, 0), precision=unit, why="the time before")
    if rel in ("previous", "following"):
        if rel == "following":
            anchor = context.day_before if unit == "day" else context.before
            return Placed(unit_at(unit, anchor.end, 1), precision=unit, why="counted from the time before")
        day = context.before.days.first if context.anchor and context.anchor.interval else context.today
        return Placed(unit_at(unit, day, -1), precision=unit, why="counted from the time before")
    if rel == "recent":
        raise Unplaced("vague")
    if unit == "night":
        return night(rel, context)
    calendar: Calendar = context.settings.get("relative_calendar", "gregorian")
    if calendar != "gregorian" and unit in ("year", "month"):
        year, month = year_month_at(calendar, context.today)
        steps = SHIFTS.get(str(rel), 0)
        if unit == "year":
            days = year_of(calendar, year + steps)
        else:
            total = year * 12 + month - 1 + steps
            days = month_of(calendar, total // 12, total % 12 + 1)
        return Placed(days, precision=unit, calendar=calendar, why="relative to the page's date")
    return Placed(
        unit_at(unit, context.today, SHIFTS.get(str(rel), 0)), precision=unit, why="relative to the page's date"
    )


def _rel_in_year(unit: str, rel: str | None, year_node: Node, context: Context) -> Placed:
    """'The same month of last year', 'next year 2017'."""
    year = known_year(year_node, context, "gregorian")
    assert year is not None
    if unit == "year":
        return Placed(year_of("gregorian", year), precision="year", why="year")
    anchored = rel in ("same", "that") and context.anchor is not None and context.anchor.interval is not None
    base = context.before.days.first if anchored else context.today
    month, number = date_of(base)[1:]
    return Placed(unit_at(unit, day_of(year, month, number), 0), precision=unit, why="the same time of another year")


@resolves("this_unit")
def _this_unit(node: Node, context: Context) -> Placed:
    """'During the week' is the page's; 'three in the week' (marked by `every` by the guards) is how often."""
    if node.get("every"):
        raise Unplaced("how often, not when")
    unit = str(node.get("unit"))
    return Placed(unit_at(unit, context.today, 0), precision=unit, why="relative to the page's date")


@resolves("weekend")
def _weekend(node: Node, context: Context) -> Placed:
    """The two days off: Friday and Saturday, or Saturday and Sunday where the text writes as the Maghreb does."""
    rel = node.get("rel")
    first, last = context.weekend
    start = week_interval(context.today).first + first
    if rel is None and context.leans <= 0 and start > context.today + 3:
        start -= 7
    start += 7 * SHIFTS.get(str(rel or "this"), 0)
    return Placed(Interval(start, start + (last - first) % 7), precision="week", why="end of the week", edge="end")


@resolves("ending")
def _ending(node: Node, context: Context) -> Placed:
    """The quarter, year, ... that ends on a day."""
    end = resolve(node.get("end"), context)
    unit = str(node.get("unit"))
    start = shift(end.end + 1, [Amount(1, unit)], -1)
    if start is None:
        raise Unplaced(VAGUE)
    return Placed(Interval(start, end.end), precision=unit, why="counted back from its end")


@resolves("same_period")
def _same_period(node: Node, context: Context) -> Placed:
    """The same period (of another year): the time before, moved."""
    anchor = context.before
    base = node.get("base")
    if base is None:
        return replace(anchor, why="the time before")
    year = known_year(base, context, "gregorian")
    if year is None:
        raise Unplaced(VAGUE)
    move = (year - date_of(anchor.end)[0]) * 12
    start, end = add_months(anchor.start, move), add_months(anchor.end + 1, move) - 1
    return anchor.within(Interval(start, end), why="the time before, in another year")


@resolves("later_in")
def _later_in(node: Node, context: Context) -> Placed:
    """Later this month: from the page's day to its end."""
    base = base_of(node, context, None)
    if base.days.first <= context.today <= base.days.last:
        return base.within(Interval(context.today, base.end), why="from the page's day to its end")
    return base


@resolves("vague_in")
def _vague_in(node: Node, context: Context) -> Placed:
    return base_of(node, context, None)


@resolves("so_far")
def _so_far(node: Node, context: Context) -> Placed:
    base = base_of(node, context, None)
    if base.days.first <= context.today <= base.days.last:
        return base.within(Interval(base.start, context.today), why="from its beginning to the page's day")
    return base
