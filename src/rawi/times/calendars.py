"""Months and years of the three calendars that news in Arabic and Persian is dated by.

Hijri years 1343 to 1500 are Umm al-Qura's (hijridate), all others tabular (convertdate); since countries follow their
own sighting of the moon, a Hijri date is good to one day (`TOLERANCE`). Solar Hijri is convertdate's.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from convertdate import islamic, persian
from hijridate import Gregorian, Hijri

from rawi.times.days import Interval, date_of, day_of, month_interval, year_interval
from rawi.times.time import Calendar

TOLERANCE: Final[dict[Calendar, int]] = {"gregorian": 0, "hijri": 1, "solar": 0}
_UMM_AL_QURA: Final = range(1343, 1501)
# Outside these years the solar year is taken to begin on 21 March: no page is of them, but any text may name them.
_SOLAR_YEARS: Final = range(1, 2300)
_SOLAR_BEGINS: Final = 621
_SOLAR_MONTHS: Final = (31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 29)


@lru_cache(maxsize=2048)
def _first_of(calendar: Calendar, year: int, month: int) -> int:
    """The day on which a month begins; month 13 is the first of the next year."""
    if month == 13:
        year, month = year + 1, 1
    if calendar == "gregorian":
        return day_of(year, month, 1)
    if calendar == "solar":
        if year not in _SOLAR_YEARS:
            return day_of(year + _SOLAR_BEGINS, 3, 21) + sum(_SOLAR_MONTHS[: month - 1])
        return day_of(*persian.to_gregorian(year, month, 1))
    if year in _UMM_AL_QURA:
        return day_of(*Hijri(year, month, 1).to_gregorian().datetuple())
    return day_of(*islamic.to_gregorian(year, month, 1))


def month_of(calendar: Calendar, year: int, month: int) -> Interval:
    """All days of a month, 1 to 12."""
    if calendar == "gregorian":
        return month_interval(year, month)
    return Interval(_first_of(calendar, year, month), _first_of(calendar, year, month + 1) - 1)


def year_of(calendar: Calendar, year: int) -> Interval:
    """All days of a year."""
    if calendar == "gregorian":
        return year_interval(year)
    return Interval(_first_of(calendar, year, 1), _first_of(calendar, year, 13) - 1)


def day_in(calendar: Calendar, year: int, month: int, day: int) -> int | None:
    """A day, or None where that month has no such day. A 30th of a Hijri month of 29 days is its last:
    by another country's sighting the month may have had it."""
    month_days = month_of(calendar, year, month)
    found = month_days.first + day - 1
    if day < 1 or found > month_days.last:
        return month_days.last if calendar == "hijri" and day == 30 else None
    return found


def year_at(calendar: Calendar, day: int) -> int:
    """The calendar's year on a numbered day."""
    return year_month_at(calendar, day)[0]


@lru_cache(maxsize=512)
def year_month_at(calendar: Calendar, day: int) -> tuple[int, int]:
    """The calendar's year and month on a numbered day."""
    year, month, number = date_of(day)
    if calendar == "gregorian":
        return year, month
    if calendar == "solar":
        if year - _SOLAR_BEGINS not in _SOLAR_YEARS:
            solar = year - _SOLAR_BEGINS - (day < _first_of("solar", year - _SOLAR_BEGINS, 1))
            months = [month for month in range(1, 13) if _first_of("solar", solar, month) <= day]
            return solar, months[-1]
        found = persian.from_gregorian(year, month, number)
        return found[0], found[1]
    if day_of(1924, 8, 1) <= day <= day_of(2077, 11, 16):
        hijri = Gregorian(year, month, number).to_hijri()
        return hijri.year, hijri.month
    found = islamic.from_gregorian(year, month, number)
    return found[0], found[1]
