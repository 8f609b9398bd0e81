"""Placing parts of years, months and longer times: quarters, seasons, the n-th week, beginnings and ends."""

from __future__ import annotations

from typing import Final

from rawi.times.calendars import month_of, year_at
from rawi.times.context import VAGUE, Context, Placed, Unplaced, nearest, resolve, resolves
from rawi.times.dates import nth_weekday
from rawi.times.days import (
    Interval,
    add_months,
    date_of,
    day_interval,
    day_of,
    month_interval,
    week_interval,
    year_interval,
)
from rawi.times.durations import Amount, iso_duration, shift, unit_at
from rawi.times.grammar import Node
from rawi.times.lengths import SMALL, unit_of
from rawi.times.time import Calendar
from rawi.times.years import known_year, year_parts

# First month of each season. "Winter 1988" begins in December of that year: so read on the training articles.
SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


# How many months the beginning of a year is: chosen on the training articles.
YEAR_BEGINS: Final = 1


def base_of(node: Node, context: Context, default: str | None = "year") -> Placed:
    """The time that something is a part of; the page's year (or month) where none is named."""
    base = node.get("base")
    if isinstance(base, Node):
        return resolve(base, context)
    if default is None:
        raise Unplaced("of a time that the text does not give")
    return Placed(unit_at(default, context.today, 0), precision=default, why=f"of the page's {default}")


@resolves("quarter")
def _quarter(node: Node, context: Context) -> Placed:
    number = int(node.get("ordinal"))
    base = base_of(node, context)
    if not 1 <= number <= 4:
        raise Unplaced("no quarter")
    if base.precision != "year":
        raise Unplaced(VAGUE)
    year = date_of(base.start)[0]
    interval = Interval(month_interval(year, 3 * number - 2).start, month_interval(year, 3 * number).end)
    today = context.today
    if node.get("base") is None and context.leans > 0 and interval.last < today:
        interval = Interval(add_months(interval.first, 12), month_interval(year + 1, 3 * number).end)
    elif node.get("base") is None and interval.first > today and context.leans <= 0:
        interval = Interval(add_months(interval.first, -12), month_interval(year - 1, 3 * number).end)
    return Placed(interval, precision="quarter", why="quarter of a year")


@resolves("half", "half_year")
def _half(node: Node, context: Context) -> Placed:
    number = int(node.get("half") or node.get("ordinal"))
    if number not in (1, 2):
        raise Unplaced("no half")
    base = base_of(node, context)
    start = base.start
    if base.precision == "month":
        middle = start + 14
        end = base.days.last
        return Placed(Interval(start, middle) if number == 1 else Interval(middle + 1, end), precision="half",
                      calendar=base.calendar, why="half of a month")  # fmt: skip
    if base.precision == "year":
        first = start if number == 1 else add_months(start, 6)
        end = add_months(start, 6) - 1 if number == 1 else base.days.last
        return Placed(Interval(first, end), precision="half", calendar=base.calendar, why="half of a year")
    if base.precision in ("decade", "century"):
        span = (base.days.last - start + 1) // 2
        year = date_of(start + span + 10)[0]
        second = Interval(day_of(year, 1, 1), base.days.last)
        halves = (Interval(start, second.first - 1), second)
        return Placed(halves[number - 1], precision="half", why="half of it")
    raise Unplaced(VAGUE)


@resolves("third")
def _third(node: Node, context: Context) -> Placed:
    """A third of a month, ten days."""
    base = base_of(node, context, None)
    if base.precision != "month":
        raise Unplaced(VAGUE)
    return edge_of(base, {1: "begin", 2: "mid"}.get(int(node.get("third")), "end"))


@resolves("nth_weekday")
def _nth_weekday(node: Node, context: Context) -> Placed:
    """The first Friday of a month; the last where `ordinal` is -1."""
    base = base_of(node, context, None)
    found = nth_weekday(base.days, int(node.get("weekday")), int(node.get("ordinal")))
    if found is None:
        raise Unplaced("no such day in it")
    return base.within(day_interval(found), precision="day", why="counted in the month", recurs=None)


@resolves("nth", "nth_loose")
def _nth(node: Node, context: Context) -> Placed:
    """The second week of April, the third day; without its whole only the article's own series can tell."""
    number, unit = int(node.get("ordinal")), str(node.get("unit"))
    if node.get("base") is None:
        raise Unplaced("counted from a beginning that the text does not give")
    base = base_of(node, context)
    start = base.start
    if unit == "week":
        if number > 53:
            raise Unplaced("no such week")
        first = week_interval(start).first + 7 * (number - 1)
        return Placed(Interval(first, first + 6), precision="week", why="week counted from the beginning")
    if unit in SMALL:
        raise Unplaced(VAGUE)
    steps = {"day": number - 1}.get(unit)
    interval = day_interval(start + steps) if steps is not None else unit_at(unit, start, number - 1)
    if base.days.end is not None and interval.first > base.days.end:
        raise Unplaced("outside of it")
    return Placed(interval, precision=unit, calendar=base.calendar, why="counted from the beginning")


@resolves("nth_day")
def _nth_day(node: Node, context: Context) -> Placed:
    unit = str(node.get("units"))
    base_node = node.get("base") or node.get("month")
    if not isinstance(base_node, Node) or unit not in ("day", "week", "month"):
        raise Unplaced(VAGUE)
    node.parts.update(unit=unit, base=base_node)
    return _nth(node, context)


@resolves("first_n")
def _first_n(node: Node, context: Context) -> Placed:
    """The first six months of the year."""
    number, unit, ordinal = int(node.get("number")), unit_of(node), node.get("ordinal")
    if ordinal not in (1, None):
        raise Unplaced(VAGUE)
    if node.get("base") is None and unit not in ("month", "week"):
        return Placed(duration=iso_duration([Amount(number, unit)]), precision="duration", why="length")
    if node.get("base") is None and unit == "week":
        return Placed(duration=iso_duration([Amount(number, unit)]), precision="duration", why="length")
    base = base_of(node, context)
    start = base.start
    end = shift(start, [Amount(number, unit)], 1)
    if end is None:
        raise Unplaced("too long")
    return Placed(Interval(start, end - 1), precision=unit, calendar=base.calendar, why="counted from the beginning")


@resolves("last_of")
def _last_of(node: Node, context: Context) -> Placed:
    number, unit = int(node.get("number") or node.get("n") or 1), unit_of(node)
    base = base_of(node, context, None)
    start = shift(base.end + 1, [Amount(number, unit)], -1)
    if start is None:
        raise Unplaced("too long")
    return Placed(Interval(start, base.end), precision=unit, calendar=base.calendar, why="counted from the end")


@resolves("season")
def _season(node: Node, context: Context) -> Placed:
    """Three months: from March, June, September, December on, or of a solar year its quarters."""
    name = str(node.get("season"))
    rel = None if node.get("rel") is None else str(node.get("rel"))
    calendar: Calendar = context.settings.get("relative_calendar", "gregorian")
    year_node, pair = node.get("year"), node.get("years")
    if isinstance(year_node, Node) and year_node.op == "year":
        calendar = year_parts(year_node, context)[0]
    calendar = "solar" if calendar == "solar" else "gregorian"

    def recurs(year: int) -> Interval | None:
        first = 3 * list(SEASONS).index(name) + 1 if calendar == "solar" else SEASONS[name]
        last_year, last = (year, first + 2) if first <= 10 else (year + 1, first - 10)
        return Interval(month_of(calendar, year, first).start, month_of(calendar, last_year, last).end)

    if pair is not None or isinstance(year_node, Node):
        year = pair[0] if pair is not None else known_year(year_node, context, calendar)
        return Placed(recurs(year or 0), precision="season", calendar=calendar, why="season and year")
    if rel in ("following", "same", "that", "previous"):
        anchor = context.before.days.first
        near = [found for step in (-2, -1, 0, 1, 2) if (found := recurs(year_at(calendar, anchor) + step)) is not None]
        if rel == "following":
            near = [found for found in near if found.first > anchor]
        elif rel == "previous":
            near = [found for found in reversed(near) if found.last < anchor]
        else:
            near.sort(key=lambda found: 0 if found.first <= anchor <= found.last else abs(found.first - anchor))
        return Placed(near[0], precision="season", calendar=calendar, why="counted from the time before")
    found = nearest(recurs, calendar, rel, context)
    return Placed(
        found, precision="season", calendar=calendar, why="from the page's date", recurs=None if rel else recurs
    )


@resolves("season_of_year")
def _season_of_year(node: Node, context: Context) -> Placed:
    node.parts["year"] = Node("rel", {"unit": "year", "rel": "this"}, node.start, node.end)
    return _season(node, context)


@resolves("edge")
def _edge(node: Node, context: Context) -> Placed:
    """Beginning, middle and end: of a month ten days each, of a year a month or a quarter, and so on."""
    kind = str(node.get("edge"))
    base_node: Node = node.get("base")
    base = resolve(base_node, context)
    return edge_of(base, kind)


def edge_of(base: Placed, kind: str) -> Placed:
    """Beginning (`begin`), middle (`mid`), last part (`late`) or end (`end`) of a placed interval."""
    start, end = base.start, base.end
    days = end - start + 1
    why = {"begin": "beginning of it", "mid": "middle of it", "late": "last part of it", "end": "end of it"}[kind]
    year = date_of(start)[0]
    if days <= 1:
        found = base.days
    elif days <= 8:
        found = {"begin": Interval(start, start + 1), "mid": day_interval(start + 3)}.get(kind, Interval(end - 1, end))
    elif days <= 31:
        found = {"begin": Interval(start, start + 9), "mid": Interval(start + 10, start + 19)}.get(
            kind, Interval(start + 20, end)
        )
    elif days <= 100:
        if base.precision == "season":
            found = {"begin": Interval(start, start + 9), "mid": _months(start, 1, 1)}.get(kind, Interval(end - 9, end))
        else:
            found = {"begin": _months(start, 0, 1), "mid": _months(start, 1, 1)}.get(
                kind, Interval(_months(start, 2, 1).start, end)
            )
    elif days <= 400:
        found = {
            "begin": _months(start, 0, YEAR_BEGINS),
            "mid": _months(start, 5, 2),
            "late": Interval(add_months(start, 9), end),
        }.get(kind, Interval(add_months(start, 11), end))
    elif days <= 4000:
        found = {"begin": year_interval(year, year + 2), "mid": year_interval(year + 4, year + 5)}.get(
            kind, year_interval(year + 7, year + 9)
        )
    elif days <= 40000:
        found = {"begin": year_interval(year, year + 9), "mid": year_interval(year + 44, year + 54)}.get(
            kind, year_interval(year + 90, year + 99)
        )
    else:
        raise Unplaced(VAGUE)
    recurs = base.recurs
    if recurs is not None:

        def of_year(number: int) -> Interval | None:
            whole = recurs(number)
            return None if whole is None else edge_of(base.within(whole, recurs=None), kind).interval

        return base.within(found, why=why, edge=kind, recurs=of_year)
    return base.within(found, why=why, edge=kind)


def _months(start: int, skip: int, number: int) -> Interval:
    first = add_months(start, skip)
    return Interval(first, add_months(first, number) - 1)
