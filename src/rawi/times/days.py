"""Days as whole numbers, and intervals of them.

Day 0 is 1 January 1970. Years before our era are astronomical (year 0 is 1 BCE), so all arithmetic is plain; the
standard library's dates stop at year 1 and are not used. Conversions after H. Hinnant, "chrono-compatible low-level
date algorithms".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@lru_cache(maxsize=4096)
def day_of(year: int, month: int, day: int) -> int:
    """The number of the day of a date of the proleptic Gregorian calendar. `day` may run over the month's end."""
    year -= month <= 2
    era = year // 400
    year_of_era = year - era * 400
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719468


@lru_cache(maxsize=4096)
def date_of(day: int) -> tuple[int, int, int]:
    """Year, month and day of the month of a numbered day."""
    day += 719468
    era = day // 146097
    day_of_era = day - era * 146097
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + (3 if shifted < 10 else -9)
    return year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1


def weekday_of(day: int) -> int:
    """0 is Sunday, 6 is Saturday."""
    return (day + 4) % 7


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    return 31 if month == 12 else day_of(year, month + 1, 1) - day_of(year, month, 1)


def add_months(day: int, months: int) -> int:
    """The same day of the month `months` later, or the last of that month where it has no such day."""
    year, month, number = date_of(day)
    total = year * 12 + month - 1 + months
    year, month = total // 12, total % 12 + 1
    return day_of(year, month, min(number, days_in_month(year, month)))


def iso(day: int) -> str:
    """`YYYY-MM-DD`, with a minus before negative years."""
    year, month, number = date_of(day)
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{number:02d}"


def from_iso(text: str) -> int:
    """The day of `YYYY-MM-DD`. Raises ValueError where that is no date."""
    year, month, number = (int(part) for part in text.split("-"))
    if not (1 <= month <= 12 and 1 <= number <= days_in_month(year, month)):
        raise ValueError(text)
    return day_of(year, month, number)


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` to `end`, both inclusive; None is an open side."""

    start: int | None
    end: int | None

    def __str__(self) -> str:
        return f"{'..' if self.start is None else iso(self.start)}/{'..' if self.end is None else iso(self.end)}"

    @property
    def first(self) -> int:
        """Its first known day."""
        return self.start if self.start is not None else self.end if self.end is not None else 0

    @property
    def last(self) -> int:
        """Its last known day."""
        return self.end if self.end is not None else self.first


def day_interval(day: int) -> Interval:
    """One day."""
    return Interval(day, day)


def month_interval(year: int, month: int) -> Interval:
    """A Gregorian month; `month` may be outside 1 to 12 and then counts on from that year."""
    total = year * 12 + month - 1
    year, month = total // 12, total % 12 + 1
    start = day_of(year, month, 1)
    return Interval(start, start + days_in_month(year, month) - 1)


def year_interval(first: int, last: int | None = None) -> Interval:
    """A Gregorian year, or all years from `first` to `last`."""
    return Interval(day_of(first, 1, 1), day_of(first if last is None else last, 12, 31))


def week_interval(day: int, weeks: int = 0) -> Interval:
    """The week, Sunday to Saturday, that holds `day`, or the one `weeks` later."""
    start = day - weekday_of(day) + 7 * weeks
    return Interval(start, start + 6)
