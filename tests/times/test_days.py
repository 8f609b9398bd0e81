"""Days, calendars and lengths underneath."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.times import calendars, days, durations
from rawi.times.durations import Amount

EPOCH = datetime.date(1970, 1, 1)


@given(st.dates())
def test_days_agree_with_the_standard_library(date: datetime.date) -> None:
    number = (date - EPOCH).days
    assert days.day_of(date.year, date.month, date.day) == number
    assert days.date_of(number) == (date.year, date.month, date.day)
    assert days.weekday_of(number) == date.isoweekday() % 7
    assert days.iso(number) == date.isoformat()
    assert days.from_iso(date.isoformat()) == number


@given(st.integers(-2_000_000, 2_000_000))
def test_days_before_our_era_too(number: int) -> None:
    assert days.day_of(*days.date_of(number)) == number


def test_months_are_added_to_their_last_day() -> None:
    assert days.date_of(days.add_months(days.day_of(2016, 1, 31), 1)) == (2016, 2, 29)
    assert days.date_of(days.add_months(days.day_of(2016, 3, 31), -1)) == (2016, 2, 29)
    assert days.date_of(days.add_months(days.day_of(2016, 12, 15), 2)) == (2017, 2, 15)


def test_weeks_run_from_sunday_to_saturday() -> None:
    assert str(days.week_interval(days.from_iso("2016-02-01"))) == "2016-01-31/2016-02-06"
    assert str(days.week_interval(days.from_iso("2016-01-31"), -1)) == "2016-01-24/2016-01-30"


@pytest.mark.parametrize(
    ("calendar", "year", "month", "value"),
    [
        ("hijri", 1435, 9, "2014-06-28/2014-07-27"),  # Umm al-Qura
        ("hijri", 1446, 1, "2024-07-07/2024-08-04"),
        ("hijri", 1181, 7, "1767-11-23/1767-12-22"),  # tabular
        ("solar", 1403, 1, "2024-03-20/2024-04-19"),
        ("solar", 1403, 12, "2025-02-19/2025-03-20"),  # a leap year
        ("gregorian", 2016, 2, "2016-02-01/2016-02-29"),
    ],
)
def test_months_of_the_three_calendars(calendar: str, year: int, month: int, value: str) -> None:
    assert str(calendars.month_of(calendar, year, month)) == value  # type: ignore[arg-type]


@pytest.mark.parametrize("calendar", ["gregorian", "hijri", "solar"])
@given(year=st.integers(1300, 1500), month=st.integers(1, 12))
def test_months_follow_each_other(calendar: str, year: int, month: int) -> None:
    this = calendars.month_of(calendar, year, month)  # type: ignore[arg-type]
    following = calendars.month_of(calendar, year + month // 12, month % 12 + 1)  # type: ignore[arg-type]
    assert this.end is not None
    assert following.start == this.end + 1
    assert calendars.year_month_at(calendar, this.first) == (year, month)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amounts", "value"),
    [
        ([Amount(3, "day")], "P3D"),
        ([Amount(2, "week")], "P14D"),
        ([Amount(2, "decade")], "P20Y"),
        ([Amount(1, "hour"), Amount(30, "minute")], "PT1H30M"),
        ([Amount(1, "year"), Amount(6, "month")], "P18M"),
        ([Amount(1, "day"), Amount(12, "hour")], "PT36H"),
        ([Amount(10**12, "year")], None),
    ],
)
def test_iso_durations(amounts: list[Amount], value: str | None) -> None:
    assert durations.iso_duration(amounts) == value


@pytest.mark.parametrize(
    ("minutes", "unit", "amount"),
    [(30, "hour", Amount(30, "minute")), (15, "century", Amount(25, "year")), (30, "year", Amount(6, "month")),
     (30, "month", Amount(15, "day")), (20, "hour", Amount(20, "minute")), (30, "day", Amount(12, "hour"))],
)  # fmt: skip
def test_parts_of_units(minutes: int, unit: str, amount: Amount) -> None:
    assert durations.fraction(minutes, unit) == amount
