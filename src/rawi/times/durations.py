"""Lengths of time: amounts of units, as ISO 8601 and as steps from a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rawi.times.days import Interval, add_months, date_of, day_interval, month_interval, week_interval, year_interval

_IN_MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_IN_DAYS: Final = {"day": 1, "night": 1, "week": 7}
_IN_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600}
_MOST: Final = 10**10
_YEARS_ON_CALENDAR: Final = 3000
# Parts of an hour, given in minutes, of each unit: what half a year, a third of a month and so on come to.
_SIXTIETHS: Final = {
    "second": (1, "second"), "minute": (60, "second"), "hour": (60, "minute"), "day": (24, "hour"),
    "night": (24, "hour"), "week": (7, "day"), "month": (30, "day"), "year": (12, "month"), "decade": (10, "year"),
    "century": (100, "year"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """So many of a unit."""

    number: int
    unit: str


def fraction(minutes: int, unit: str) -> Amount:
    """A part of a unit, told as the minutes of an hour: half is 30, a quarter 15, a third 20."""
    whole, smaller = _SIXTIETHS[unit]
    if unit == "month" and minutes == 15:
        return Amount(7, "day")
    return Amount(max(1, whole * minutes // 60), smaller)


def merged(amounts: Sequence[Amount]) -> list[Amount]:
    """Amounts in one way of telling them: a year and six months are 18 months, a day and a half 36 hours."""
    units = [amount.unit for amount in amounts]
    if len(amounts) == 2 and units == ["year", "month"] and amounts[1].number % 3 == 0:
        return [Amount(amounts[0].number * 12 + amounts[1].number, "month")]
    if len(amounts) == 2 and units == ["day", "hour"]:
        return [Amount(amounts[0].number * 24 + amounts[1].number, "hour")]
    return list(amounts)


def iso_duration(amounts: Sequence[Amount]) -> str | None:
    """ISO 8601; weeks and nights in days, decades and centuries in years. None where it grows past all measure."""
    counts: dict[str, int] = {}
    for amount in merged(amounts):
        number, unit = amount.number, amount.unit
        if unit in ("decade", "century"):
            number, unit = number * (10 if unit == "decade" else 100), "year"
        elif unit == "quarter":
            number, unit = number * 3, "month"
        elif unit == "half":
            number, unit = number * 6, "month"
        elif unit == "week":
            number, unit = number * 7, "day"
        elif unit == "night":
            unit = "day"
        counts[unit] = counts.get(unit, 0) + number
    if any(number > _MOST for number in counts.values()) or not any(counts.values()):
        return None
    date = "".join(f"{counts[u]}{s}" for u, s in (("year", "Y"), ("month", "M"), ("day", "D")) if counts.get(u))
    time = "".join(f"{counts[u]}{s}" for u, s in (("hour", "H"), ("minute", "M"), ("second", "S")) if counts.get(u))
    return f"P{date}{'T' + time if time else ''}"


def shift(day: int, amounts: Sequence[Amount], sign: int) -> int | None:
    """The day so much later (`sign` 1) or earlier (-1). None where that leaves all calendars."""
    for amount in amounts:
        if amount.unit in _IN_MONTHS:
            months = amount.number * _IN_MONTHS[amount.unit]
            if months > 12 * _YEARS_ON_CALENDAR:
                return None
            day = add_months(day, sign * months)
        elif amount.unit in _IN_DAYS:
            days = amount.number * _IN_DAYS[amount.unit]
            if days > 366 * _YEARS_ON_CALENDAR:
                return None
            day += sign * days
        else:
            seconds = amount.number * _IN_SECONDS[amount.unit]
            if seconds > 86400 * 366 * _YEARS_ON_CALENDAR:
                return None
            day += sign * (seconds // 86400)
    return day


def around(day: int, unit: str) -> Interval:
    """The calendar unit that holds a day, as coarse as somebody speaks who counts in that unit."""
    year, month, _ = date_of(day)
    if unit in ("year", "decade", "century"):
        return year_interval(year)
    if unit == "month":
        return month_interval(year, month)
    if unit == "week":
        return week_interval(day)
    return day_interval(day)


def unit_at(unit: str, day: int, steps: int) -> Interval:
    """The whole day, week, month, ... that holds `day`, or the one `steps` later."""
    year, month, _ = date_of(day)
    if unit == "week":
        return week_interval(day, steps)
    if unit == "month":
        return month_interval(year, month + steps)
    if unit == "quarter":
        first = (month - 1) // 3 * 3 + 1 + 3 * steps
        return Interval(month_interval(year, first).start, month_interval(year, first + 2).end)
    if unit == "half":
        first = (month - 1) // 6 * 6 + 1 + 6 * steps
        return Interval(month_interval(year, first).start, month_interval(year, first + 5).end)
    if unit == "year":
        return year_interval(year + steps)
    if unit == "decade":
        first = year // 10 * 10 + 10 * steps
        return year_interval(first, first + 9)
    if unit == "century":
        first = (year - 1) // 100 * 100 + 1 + 100 * steps
        return year_interval(first, first + 99)
    return day_interval(day + steps)
