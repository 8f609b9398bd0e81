"""Placing what has two ends or an open one: several days or months, from ... to, before, after, since, until."""

from __future__ import annotations

from dataclasses import replace

from rawi.times.calendars import month_of, year_at
from rawi.times.context import VAGUE, Context, Placed, Unplaced, near_weekday, resolve, resolves
from rawi.times.days import Interval
from rawi.times.grammar import Node
from rawi.times.years import month_parts


@resolves("days")
def _days(node: Node, context: Context) -> Placed:
    """Several days of one month, from the first to the last."""
    pair = node.get("dnums")
    first, last = pair if pair is not None else (int(node.get("first")), int(node.get("second")))
    if node.get("more") is not None:
        last = int(node.get("more"))
    if first > last and pair is None and node.get("middle") is None:
        raise Unplaced("days in no order")
    first, last = min(first, last), max(first, last)
    one = resolve(Node("date", {"dom": first, "month": node.get("month")}, node.start, node.end), context)
    two = resolve(Node("date", {"dom": last, "month": node.get("month")}, node.start, node.end), context)
    return one.within(Interval(one.days.first, two.days.last), why="days of a month", recurs=None)


@resolves("days_swapped")
def _days_swapped(node: Node, context: Context) -> Placed:
    """March 3-5, 2015."""
    spec = Node("months", {"month": node.get("month"), "year": node.get("year")}, node.start, node.end)
    node.parts["month"] = spec
    return _days(node, context)


@resolves("weekdays")
def _weekdays(node: Node, context: Context) -> Placed:
    first, second = int(node.get("first")), int(node.get("second"))
    if node.get("month") is not None:
        return _days(Node("days", {"first": node.get("one"), "second": node.get("two"), "month": node.get("month")},
                          node.start, node.end), context)  # fmt: skip
    rel = node.get("rel") or node.get("adj2")
    end = near_weekday(second, rel, context)
    length = (second - first) % 7 or 7
    start = end - length
    if rel == "next" and start <= context.today:
        start, end = start + 7, end + 7
    if rel is None and context.leans == 0:
        begin = near_weekday(first, None, context)
        if begin == context.today or begin + length - context.today <= 1:
            start, end = begin, begin + length
    return Placed(Interval(start, end), why="days of the week near the page's date")


@resolves("month_list")
def _month_list(node: Node, context: Context) -> Placed:
    """Two months of one year, or over the turn of the year."""
    second = Node("months", {"month": node.get("second"), "year": node.get("year"),
                             "rel": node.get("rel") or node.get("adj2")}, node.start, node.end)  # fmt: skip
    last = resolve(second, context)
    calendar, month = month_parts(node.get("first"))
    if calendar != last.calendar:
        first = resolve(Node("months", {"month": node.get("first"), "year": node.get("year")}, 0, 0), context)
        return last.within(Interval(min(first.days.first, last.days.first), last.days.last), recurs=None)
    year = year_at(calendar, last.days.first)
    start = month_of(calendar, year, month)
    if start.first > last.days.first:
        start = month_of(calendar, year - 1, month)
    return last.within(Interval(start.start, last.days.last), why="months", recurs=None)


@resolves("range")
def _range(node: Node, context: Context) -> Placed:
    """From one time to another. An end without a year takes it from the other."""
    first_node: Node = node.get("first")
    second_node: Node = node.get("second")
    second: Placed | None = None
    try:
        second = resolve(second_node, context)
    except Unplaced:
        first = resolve(first_node, context)
    else:
        try:
            first = resolve(first_node, context)
        except Unplaced:
            inner = replace(context, published=second.interval.last if second.interval else None)
            first = resolve(first_node, inner)
    if second is None:
        second = resolve(second_node, replace(context, published=first.days.first))
    start, end = first.days, second.days
    if first.recurs is not None and second.recurs is None:
        start = _before(first, end)
    elif first.recurs is None and second.recurs is not None and first_node.op != "now":
        end = _after(second, start)
    elif first.recurs is not None and start.first > end.last:
        start = _before(first, end)
    if start.first > end.last:
        if second_node.op == "head":
            end = Interval(end.first + 7, end.last + 7)
        if start.first > end.last:
            raise Unplaced("ends before it begins")
    return Placed(
        Interval(start.start, end.end), precision=second.precision, calendar=second.calendar, why="from ... to"
    )


def _before(placed: Placed, end: Interval) -> Interval:
    if placed.recurs is None:
        return placed.days
    year = year_at(placed.calendar, end.last)
    options = [found for step in (0, -1) if (found := placed.recurs(year + step)) and found.first <= end.last]
    return options[0] if options else placed.days


def _after(placed: Placed, start: Interval) -> Interval:
    if placed.recurs is None:
        return placed.days
    year = year_at(placed.calendar, start.first)
    options = [found for step in (0, 1) if (found := placed.recurs(year + step)) and found.last >= start.first]
    return options[0] if options else placed.days


@resolves("bound_now")
def _bound_now(node: Node, context: Context) -> Placed:
    return Placed(Interval(None, context.today), bound="until", why="the page's day")


@resolves("bound")
def _bound(node: Node, context: Context) -> Placed:
    """Before, after, since, until, by, throughout something."""
    kind = str(node.get("bound2") or node.get("bound"))
    thing = node.get("thing")
    if not isinstance(thing, Node):
        raise Unplaced(VAGUE)
    if kind in ("since",) and thing.op == "duration":
        return resolve(Node("since_ago", thing.parts, thing.start, thing.end), context)
    base = resolve(thing, replace(context, leans=_leans(kind, thing, context)))
    return bounded(base, kind, context, thing)


def _leans(kind: str, thing: Node, context: Context) -> int:
    """Which way a bound makes its time look: since looks back, before, until and from look ahead."""
    if kind == "since":
        return -1
    if kind in ("before", "from", "by") or (kind == "until" and thing.op in ("head", "months", "date")):
        return 1
    return context.leans


def bounded(base: Placed, kind: str, context: Context, thing: Node) -> Placed:
    """Open one side of a placed interval."""
    start, end = base.days.first, base.days.last
    if kind in ("just_before", "just_after"):
        if base.precision in ("part", "time"):
            return base.within(base.days)
        kind = "before" if kind == "just_before" else "after"
    half = base.edge == "mid" and end - start <= 20
    if kind == "before":
        if base.edge in ("end", "late"):
            return base.within(Interval(None, end), bound="before", why="before the end of it")
        if half:
            return base.within(Interval(None, start + 4), bound="before", why="before the middle of it")
        if base.edge == "mid" and base.precision == "year":
            return base.within(Interval(None, end), bound="before", why="before the middle of it")
        inside = base.precision in ("part", "time") and _late_in_day(thing)
        return base.within(Interval(None, end if inside else start - 1), bound="before", why="before it")
    if kind == "until":
        return base.within(Interval(None, start + 4 if half else end), bound="until", why="until it")
    if kind in ("since", "from"):
        return base.within(Interval(start, None), bound="since", why=base.why)
    if kind == "after":
        day = base.precision in ("day", "part", "time")
        return base.within(Interval(start if day else end + 1, None), bound="after", why="after it")
    if kind == "by":
        return base.within(Interval(None, end), bound="by", why="by it")
    return base.within(base.days, bound="throughout")


def _late_in_day(thing: Node) -> bool:
    """Before the evening of a day is that day still, before its morning is not."""
    part = thing.get("part") or thing.get("bare_part")
    if isinstance(part, Node):
        part = part.get("part")
    return part not in ("morning", "dawn")
