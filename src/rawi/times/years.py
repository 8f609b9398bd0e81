"""Placing years, months, decades and centuries, and what comes back every year."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from rawi.times.calendars import day_in, month_of, year_at, year_of
from rawi.times.context import SHIFTS, Context, Placed, Recurs, Unplaced, nearest, resolve, resolves
from rawi.times.days import Interval, date_of, day_interval, day_of, year_interval
from rawi.times.durations import unit_at
from rawi.times.grammar import Node
from rawi.times.time import Calendar

_BCE: Final = "bce"


# A year number that can only be Hijri or solar, where nothing else says.
_HIJRI_YEARS: Final = range(1300, 1500)


MOST_CANDIDATES: Final = 12


# Within how many words a time carries its year on.
ACCOUNT: Final = 25


def month_parts(node: Node) -> tuple[Calendar, int]:
    """Calendar and number of a named month."""
    calendar, _, number = str(node.get("first")).partition(":")
    return calendar, int(number)  # type: ignore[return-value]


def year_parts(node: Node, context: Context, calendar: Calendar | None = None) -> tuple[Calendar, int]:
    """Calendar and (astronomical) number of a year that is written as a number."""
    year, era = int(node.get("year")), node.get("era")
    if era == _BCE:
        return "gregorian", 1 - year
    if era in ("gregorian", "hijri", "solar"):
        return era, year
    if calendar is not None:
        return calendar, year
    if year in _HIJRI_YEARS and context.calendar_hint in ("hijri", "solar"):
        return context.calendar_hint, year
    first, last = context.settings.get("local_years", (0, 0))
    if first <= year <= last and context.calendar_hint is None:
        return context.settings["local_calendar"], year
    return "gregorian", year


def known_year(node: Node | None, context: Context, calendar: Calendar) -> int | None:
    """The year of `calendar` that a year expression gives, or None where there is none.

    Raises Unplaced where it gives one that cannot be told.
    """
    if node is None:
        return None
    if node.op == "year":
        written, year = year_parts(node, context, calendar)
        if written != calendar:
            if written == "gregorian" and node.get("era") is None:
                return year
            return year_at(calendar, year_of(written, year).first + 180)
        if calendar != "gregorian" and year > 1700:
            return year_at(calendar, day_of(year, 7, 1))
        if calendar == "gregorian" and node.get("era") is None and year in _HIJRI_YEARS and context.calendar_hint:
            return year
        return year
    if node.op == "frequency":
        raise Unplaced("every year")
    placed = resolve(node, context)
    return year_at(calendar, placed.days.first + (180 if calendar != "gregorian" else 0))


@resolves("year")
def _year(node: Node, context: Context) -> Placed:
    calendar, year = year_parts(node, context)
    return Placed(year_of(calendar, year), precision="year", calendar=calendar, why="year")


@resolves("years")
def _years(node: Node, context: Context) -> Placed:
    pair: Any = node.get("years")
    era = node.get("era")
    if pair is None:
        last = resolve(node.get("second"), context)
        first_node: Node = node.get("first")
        first_node.parts.setdefault("era", None)
        if first_node.get("era") is None:
            first_node.parts["era"] = node.get("second").get("era")
        first = resolve(first_node, context)
        calendar = last.calendar
    else:
        calendar = era if era in ("hijri", "solar") else "gregorian"
        if context.calendar_hint and era is None and pair[0] in _HIJRI_YEARS:
            calendar = context.calendar_hint
        first = Placed(year_of(calendar, pair[0]))
        last = Placed(year_of(calendar, pair[1]))
    interval = Interval(first.days.start, last.days.end)
    if first.days.first > last.days.last:
        interval = Interval(last.days.start, first.days.end)
    return Placed(interval, precision="year", calendar=calendar, why="years")


@resolves("month")
def _month(node: Node, context: Context) -> Placed:
    return _months(Node("months", {"month": node}, node.start, node.end), context)


@resolves("months")
def _months(node: Node, context: Context) -> Placed:
    """A month, with or without its year."""
    calendar, month = month_parts(node.get("month"))
    year = known_year(node.get("year"), context, calendar)
    if year is not None:
        return Placed(month_of(calendar, year, month), precision="month", calendar=calendar, why="month and year")

    def recurs(year: int) -> Interval | None:
        return month_of(calendar, year, month)

    return recurring(recurs, calendar, node.get("rel"), context, "month")


def recurring(recurs: Recurs, calendar: Calendar, rel: str | None, context: Context, precision: str) -> Placed:
    """Something that comes every year, placed by what is said beside it or by what is near."""
    if rel in ("same", "previous", "following"):
        year = year_at(calendar, context.before.days.first)
        steps = {"same": 0, "previous": -1, "following": 1}[rel]
        found = recurs(year + steps if rel != "previous" else year)
        if rel == "previous" and context.published is not None:
            return recurring(recurs, calendar, "last", context, precision)
        if found is None:
            raise Unplaced("no such day in that year")
        return Placed(found, precision=precision, calendar=calendar, why="year of the time before", recurs=recurs)
    if context.published is None:
        raise Unplaced(
            "no year is given, and the page's date is not known", recurs_candidates(recurs, calendar, context)
        )
    found = _narrated(recurs, calendar, context) if rel is None else None
    if found is not None:
        return Placed(
            found, precision=precision, calendar=calendar, why="in the year of the time before", recurs=recurs
        )
    found = nearest(recurs, calendar, rel, context)
    why = "as said, from the page's date" if rel else "nearest to the page's date"
    return Placed(found, precision=precision, calendar=calendar, why=why, recurs=None if rel else recurs)


def _narrated(recurs: Recurs, calendar: Calendar, context: Context) -> Interval | None:
    """In an account of another year, a month or day without its year is of that year."""
    anchor = context.anchor
    if (
        anchor is None
        or anchor.interval is None
        or anchor.interval.start is None
        or context.leans > 0
        or context.anchor_distance > ACCOUNT
        or anchor.bound != "in"
        or anchor.precision not in ("day", "part", "time", "month")
    ):
        return None
    year = year_at(calendar, anchor.interval.start)
    if year_at(calendar, context.today) - year < 2:
        return None
    return recurs(year)


def recurs_candidates(recurs: Recurs, calendar: Calendar, context: Context) -> tuple[Interval, ...]:
    """Its occurrences in the years that the page may be of, the earliest first, at most `MOST_CANDIDATES`."""
    if not context.years:
        return ()
    first = year_at(calendar, day_of(context.years[0], 1, 1))
    last = year_at(calendar, day_of(context.years[-1], 12, 31))
    found = (found for year in range(first, last + 1) if (found := recurs(year)) is not None)
    return tuple(option for option, _ in zip(found, range(MOST_CANDIDATES), strict=False))


@resolves("feast")
def _feast(node: Node, context: Context) -> Placed:
    calendar, month, day = str(node.get("feast")).split(":")

    def recurs(year: int) -> Interval | None:
        found = day_in(calendar, year, int(month), int(day))  # type: ignore[arg-type]
        return None if found is None else day_interval(found)

    return recurring(recurs, calendar, None, context, "day")  # type: ignore[arg-type]


@resolves("hijri_year")
def _hijri_year(node: Node, context: Context) -> Placed:
    year = node.get("year")
    if year is None:
        year = year_at("hijri", context.today) + SHIFTS.get(str(node.get("rel") or "this"), 0)
    return Placed(year_of("hijri", int(year)), precision="year", calendar="hijri", why="Hijri year")


@resolves("decade")
def _decade(node: Node, context: Context) -> Placed:
    """The nineties; of the century that is named, else of the last that is over."""
    tens = int(node.get("decade"))
    century = node.get("century")
    if century is not None:
        first = (int(century) - 1) * 100 + tens
    elif node.get("rel") == "last":
        first = (
            (date_of(context.today)[0] - 1) // 100 * 100 - 100 + tens if context.published is not None else 1900 + tens
        )
    elif node.get("rel") in ("this", "next"):
        first = 2000 + tens
    else:
        first = 1900 + tens
    return Placed(year_interval(first, first + 9), precision="decade", why="decade")


@resolves("decade_of", "decade_local")
def _decade_of(node: Node, context: Context) -> Placed:
    """The 1990s; in Persian the sixties of its own century too."""
    year = node.get("year")
    if year is None:
        year = 1300 + int(node.get("decade"))
    elif year < 100:
        year += 1300
    calendar, first = year_parts(Node("year", {"year": year, "era": node.get("era")}, 0, 0), context)
    first -= first % 10
    days = Interval(year_of(calendar, first).start, year_of(calendar, first + 9).end)
    return Placed(days, precision="decade", calendar=calendar, why="decade")


@resolves("this_year")
def _this_year(node: Node, context: Context) -> Placed:
    calendar: Calendar = context.settings.get("relative_calendar", "gregorian")
    year = year_at(calendar, context.today) + int(node.get("last_year"))
    return Placed(year_of(calendar, year), precision="year", calendar=calendar, why="relative to the page's date")


@resolves("decade_nth")
def _decade_nth(node: Node, context: Context) -> Placed:
    century = node.get("century")
    if century is None:
        century = 20 if node.get("rel") == "last" else 21
    first = (int(century) - 1) * 100 + 10 * (int(node.get("ordinal")) - 1)
    return Placed(year_interval(first, first + 9), precision="decade", why="decade of a century")


@resolves("century")
def _century(node: Node, context: Context) -> Placed:
    number, era = int(node.get("century")), node.get("era")
    if number > 30:
        raise Unplaced("no such century")
    if era == "bce":
        return Placed(year_interval(1 - 100 * number, -100 * (number - 1)), precision="century", why="century")
    if era == "hijri":
        first, last = year_of("hijri", 100 * number - 99), year_of("hijri", 100 * number)
        return Placed(Interval(first.start, last.end), precision="century", calendar="hijri", why="century")
    return Placed(year_interval(100 * number - 99, 100 * number), precision="century", why="century")


@resolves("centuries")
def _centuries(node: Node, context: Context) -> Placed:
    first = _century(Node("century", {"century": node.get("first"), "era": node.get("era")}, 0, 0), context)
    last = _century(Node("century", {"century": node.get("second"), "era": node.get("era")}, 0, 0), context)
    return Placed(Interval(min(first.days.first, last.days.first), max(first.days.last, last.days.last)),
                  precision="century", why="centuries")  # fmt: skip


def two_years(node: Node) -> tuple[int, int] | None:
    """The two years of 2014-2015, 2014/2015, 2014 and 2015, or None where there are not two."""
    pair: Any = node.get("years")
    if pair is not None:
        return min(pair), max(pair)
    if node.get("first") is not None:
        return int(node.get("first").get("year")), int(node.get("second").get("year"))
    return None


@resolves("school")
def _school(node: Node, context: Context) -> Placed:
    """A school year, September to June."""
    pair = two_years(node)
    year_node = node.get("year")
    rel = node.get("rel")
    if pair is not None:
        first = pair[0]
    elif isinstance(year_node, Node):
        first = known_year(year_node, context, "gregorian") or 0
    else:
        year, month, _ = date_of(context.today)
        current = year if month >= 7 else year - 1
        if month in (7, 8) and rel in ("next", "last"):
            current = year - 1
        first = current + SHIFTS.get(str(rel or "this"), 0)
        if rel == "new" and month in (4, 5, 6):
            first = year
    interval = Interval(day_of(first, 9, 1), day_of(first + 1, 6, 30))
    return Placed(interval, precision="school year", why="school year, September to June")


@resolves("fiscal")
def _fiscal(node: Node, context: Context) -> Placed:
    pair = two_years(node)
    if pair is not None:
        return Placed(
            Interval(day_of(pair[0], 7, 1), day_of(pair[1], 6, 30)),
            precision="year",
            why="financial year, July to June",
        )
    year_node = node.get("year")
    if isinstance(year_node, Node):
        return replace(resolve(year_node, context), why="financial year")
    return Placed(
        unit_at("year", context.today, SHIFTS.get(str(node.get("rel") or "this"), 0)),
        precision="year",
        why="financial year",
    )
