"""Placing days by name, by number and by distance from the page's day."""

from __future__ import annotations

from dataclasses import replace

from rawi.times.calendars import day_in, year_at, year_month_at
from rawi.times.context import SHIFTS, Context, Placed, Unplaced, near_weekday, resolve, resolves
from rawi.times.days import Interval, date_of, day_interval, day_of, weekday_of
from rawi.times.grammar import Node
from rawi.times.time import Calendar
from rawi.times.years import known_year, month_parts, recurring, recurs_candidates


@resolves("head")
def _head(node: Node, context: Context) -> Placed:
    """Today, yesterday, a day's name. The name of the day wins over the day counted from the page's date."""
    steps, weekday, rel = node.get("day"), node.get("weekday"), node.get("rel")
    if steps is not None:
        day = context.today + steps
        if rel == "same":
            return Placed(day_interval(day), why="relative to the page's date")
        if weekday is not None:
            gap = (weekday_of(day) - int(weekday) + 3) % 7 - 3
            if gap:
                return Placed(day_interval(day - gap), why="day of the week, near the day counted from the page's date")
        return Placed(day_interval(day), why="relative to the page's date")
    if rel in ("same", "following", "previous"):
        anchor = context.before.days.first
        step = (int(weekday) - weekday_of(anchor)) % 7
        if rel == "same":
            return Placed(
                day_interval(anchor if step == 0 else near_weekday(int(weekday), None, context)), why="same day"
            )
        step = (step or 7) if rel == "following" else step - 7
        return Placed(day_interval(anchor + step), why="counted from the time before")
    day = near_weekday(int(weekday), rel, context)
    why = "as said, from the page's date" if rel else "nearest day of that name to the page's date"
    return Placed(day_interval(day), why=why)


def _weekday_in(head: Node | None) -> int | None:
    if head is None or head.op != "head":
        return None
    weekday = head.get("weekday")
    return int(weekday) if weekday is not None else None


@resolves("date")
def _date(node: Node, context: Context) -> Placed:
    """A day by its number, with what else is said of it."""
    head: Node | None = node.get("prefix") or node.get("head")
    inner: Node | None = node.get("md")
    if inner is not None:
        return _headed(head, inner, context)
    weekday = _weekday_in(head)
    numeric = node.get("numeric")
    if numeric is not None:
        year, month, number = numeric
        if year < 1600 and context.calendar_hint != "gregorian":
            lunar: Calendar = context.settings.get("local_calendar", "hijri")
            calendar = context.calendar_hint if context.calendar_hint in ("hijri", "solar") else lunar
            found = day_in(calendar, year, month, number)
            if found is None:
                raise Unplaced("no such day")
            return Placed(day_interval(found), calendar=calendar, why="date")
        return Placed(day_interval(day_of(year, month, number)), why="date")
    day, month_spec = node.get("dom"), node.get("month")
    if node.get("dm") is not None:
        day, number = node.get("dm")
        month_spec = Node("months", {"month": Node("month", {"first": f"gregorian:{number}"}, 0, 0)}, 0, 0)
    if month_spec is None:
        return _day_alone(int(day), node.get("rel"), weekday, context)
    return day_in_month(int(day), month_spec, weekday, context)


def nth_weekday(within: Interval, weekday: int, number: int) -> int | None:
    """The n-th day of that name in an interval, from its end where `number` is negative."""
    if number < 0:
        return within.last - (weekday_of(within.last) - weekday) % 7 + 7 * (number + 1)
    found = within.first + (weekday - weekday_of(within.first)) % 7 + 7 * (number - 1)
    return found if found <= within.last else None


def _headed(head: Node | None, inner: Node, context: Context) -> Placed:
    weekday = _weekday_in(head)
    if inner.op == "date" and inner.get("month") is not None:
        spec: Node = inner.get("month")
        today = head is not None and head.op == "head" and head.get("day") is not None
        if today and context.published is not None and head is not None:
            near = resolve(head, context).days
            placed = day_in_month(int(inner.get("dom")), spec, None, replace_today(context, near.first))
            if placed.interval is not None and not _agree(placed.interval.first, near.first):
                return placed.within(near, why="the day counted from the page's date wins over the date")
        else:
            placed = day_in_month(int(inner.get("dom")), spec, weekday, context)
    else:
        placed = resolve(inner, context)
    if weekday is not None and placed.interval is not None and placed.interval.start is not None:
        return _by_weekday(placed, weekday, context)
    return placed


def _agree(written: int, counted: int) -> bool:
    """Whether a date beside 'today' can be meant as written: it is the same day, or plainly another one."""
    one, other = date_of(written), date_of(counted)
    return written == counted or (one[1:] != other[1:] and abs(written - counted) > 3)


def _by_weekday(placed: Placed, weekday: int, context: Context) -> Placed:
    """Where day name and date contradict each other and another year or a day beside it agrees, that is meant."""
    day = placed.days.first
    gap = (weekday_of(day) - weekday + 3) % 7 - 3
    if gap == 0:
        return placed
    if placed.calendar == "hijri" and abs(gap) == 1:
        return placed.within(day_interval(day - gap), why="Hijri date, moved to its day of the week")
    if context.published is not None:
        year, month, number = date_of(day)
        for other in (year + 1, year - 1):
            try_day = day_of(other, month, number)
            if weekday_of(try_day) == weekday and abs(try_day - context.published) < 45 < abs(day - context.published):
                return placed.within(day_interval(try_day), why="the year that agrees with the day of the week")
        near = near_weekday(weekday, None, context)
        if abs(near - day) <= 3 and abs(context.published - day) <= 7:
            return placed.within(day_interval(near), why="the day of the week wins over the date")
    return placed


def replace_today(context: Context, day: int) -> Context:
    """The same with another page's day."""
    return replace(context, published=day)


def _day_alone(day: int, rel: str | None, weekday: int | None, context: Context) -> Placed:
    """'The 18th of the current', 'day 19': the month is the page's, or the one before or after."""
    today = context.today
    shift = SHIFTS.get(rel or "this", 0)
    year, month = date_of(today)[:2]
    options = []
    for step in (shift,) if rel else (0, -1, 1):
        found = day_in("gregorian", *_month_plus(year, month, step), day)
        if found is not None:
            options.append(found)
    if not options:
        raise Unplaced("no such day in that month")
    if weekday is not None:
        options = [option for option in options if weekday_of(option) == weekday] or options
    elif rel is None:
        options.sort(key=lambda option: abs(option - today) * (1 if option <= today else 1.2))
    return Placed(day_interval(options[0]), why="day of the page's month")


def _month_plus(year: int, month: int, step: int) -> tuple[int, int]:
    total = year * 12 + month - 1 + step
    return total // 12, total % 12 + 1


def day_in_month(day: int, spec: Node, weekday: int | None, context: Context) -> Placed:
    """A day of a month that is named or told relative to another time."""
    if spec.op == "month":
        spec = Node("months", {"month": spec}, spec.start, spec.end)
    if spec.op != "months":
        within = resolve(spec, context)
        told = within.start + day - 1
        if told > within.days.last:
            raise Unplaced("no such day in that month")
        return Placed(day_interval(told), calendar=within.calendar, why="day of a month told relative to another")
    calendar, number = month_parts(spec.get("month"))
    year = known_year(spec.get("year"), context, calendar)
    if year is not None:
        found_day = day_in(calendar, year, number, day)
        if found_day is None:
            raise Unplaced("no such day in that month")
        return Placed(day_interval(found_day), calendar=calendar, why="date")

    def recurs(year: int) -> Interval | None:
        found = day_in(calendar, year, number, day)
        if found is None:
            return None
        if weekday is not None:
            gap = (weekday_of(found) - weekday + 3) % 7 - 3
            if gap and not (calendar == "hijri" and abs(gap) == 1):
                return None
            found -= gap
        return day_interval(found)

    rel = spec.get("rel")
    if context.published is None:
        candidates = recurs_candidates(recurs, calendar, context)
        if weekday is not None and len(candidates) == 1:
            why = "the only year that fits the day of the week, from the latest that the text names"
            return Placed(candidates[0], calendar=calendar, why=why)
        why = "no year is given, and the page's date is not known"
        if weekday is not None:
            why += "; the day of the week leaves only certain years"
        if candidates:
            why += ", none before the latest that the text names"
        raise Unplaced(why, candidates)
    if weekday is not None and rel is None:
        today_year = year_at(calendar, context.today)
        options = [found for step in range(-1, 2) if (found := recurs(today_year + step)) is not None]
        if not options:  # day name and date contradict each other in all near years: "the first Sunday of June"
            month = resolve(spec, context).interval
            nth = nth_weekday(month, weekday, day) if month is not None and day <= 5 else None
            if nth is not None:
                return Placed(day_interval(nth), calendar=calendar, why="counted in the month")
            return day_in_month(day, spec, None, context)
        best = min(options, key=lambda option: abs(option.first - context.today))
        return Placed(best, calendar=calendar, why="the near year that agrees with the day of the week", recurs=recurs)
    if rel == "this":
        this_year, this_month = year_month_at(calendar, context.today)
        years = (this_year - 1, this_year, this_year + 1)
        near = min(years, key=lambda year: abs((year - this_year) * 12 + number - this_month))
        found_now = recurs(near)
        if found_now is not None:
            return Placed(found_now, calendar=calendar, why="day of the page's month")
    return recurring(recurs, calendar, rel, context, "day")


@resolves("date_swapped")
def _date_swapped(node: Node, context: Context) -> Placed:
    """Month before day (March 3, 2015)."""
    spec = Node("months", {"month": node.get("month"), "year": node.get("year")}, node.start, node.end)
    return day_in_month(int(node.get("day")), spec, None, context)


@resolves("date_plain")
def _date_plain(node: Node, context: Context) -> Placed:
    return _day_alone(int(node.get("day")), None, _weekday_in(node.get("wday")), context)


@resolves("date_lonely")
def _date_lonely(node: Node, context: Context) -> Placed:
    return _day_alone(int(node.get("dom")), None, None, context)


@resolves("both")
def _both(node: Node, context: Context) -> Placed:
    """One day in two calendars, or told twice: the Gregorian one counts, with the year of either."""
    first: Node = node.get("first")
    second: Node = node.get("second")
    try:
        one = resolve(first, context)
    except Unplaced:
        return resolve(second, context)
    try:
        two = resolve(second, context if one.interval is None else replace(context, published=one.interval.first))
    except Unplaced:
        return one
    if one.calendar != "gregorian":
        return replace(two, calendar=two.calendar, why="date in two calendars, the Gregorian one taken")
    if two.calendar != "gregorian" or first.op == "date":
        return one
    return two
