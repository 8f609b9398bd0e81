"""Pages whose day is not known: candidates from the text itself, or an honest question mark."""

import pytest

from rawi import times
from rawi.errors import OptionError


def test_a_day_name_with_day_and_month_leaves_certain_years_only() -> None:
    time, _ = times.find("اجتمع المجلس الثلاثاء 12 يناير، وكان آخر اجتماع عام 2015")
    assert time.value == "?"
    assert time.candidates[:2] == ("2016-01-12/2016-01-12", "2021-01-12/2021-01-12")
    assert "day of the week" in time.why


def test_the_years_that_the_text_names_bound_it() -> None:
    time, *_ = times.find("اجتمع المجلس الثلاثاء 12 يناير، بعد أزمة عام 2017 وأزمة 2019")
    assert time.candidates == () or "2016-01-12/2016-01-12" not in time.candidates
    later = [candidate for candidate in (time.candidates or (time.value,)) if candidate < "2019"]
    assert later == []


def test_one_year_left_is_the_value() -> None:
    time, *_ = times.find("اجتمع المجلس الثلاثاء 12 يناير، بعد أزمة عام 2020")
    assert time.value == "2021-01-12/2021-01-12"
    assert "only year" in time.why


def test_what_counts_from_the_page_is_open() -> None:
    for text in ("أمس", "قبل ثلاثة أيام", "الخميس المقبل", "العام الماضي", "هذا الشهر"):
        (time,) = times.find(text)
        assert time.value == "?"
        assert "page's date" in time.why


def test_what_carries_its_own_year_is_placed() -> None:
    values = [time.value for time in times.find("بين مارس 2014 و5 أبريل 2015، ثم في صيف 2016 وخلال القرن الماضي")]
    assert values[0] == "2014-03-01/2015-04-05"
    assert values[1] == "2016-06-01/2016-08-31"


def test_the_text_dates_itself() -> None:
    first, second, third = times.find("اليوم الثلاثاء 12 يناير 2016 قال الوزير، كما قال أمس، إن اللقاء الخميس المقبل")
    assert first.value == "2016-01-12/2016-01-12"
    assert second.value == "2016-01-11/2016-01-11"
    assert "own words" in second.why
    assert third.value == "2016-01-14/2016-01-14"


@pytest.mark.parametrize(
    ("text", "hint", "value", "calendar"),
    [
        ("عام 1403", "solar", "2024-03-20/2025-03-20", "solar"),
        ("عام 1445", "hijri", "2023-07-19/2024-07-06", "hijri"),
        ("عام 1445", None, "2023-07-19/2024-07-06", "hijri"),
        ("عام 1445", "gregorian", "1445-01-01/1445-12-31", "gregorian"),
        ("عام 1348", None, "1348-01-01/1348-12-31", "gregorian"),
        ("عام 1348", "solar", "1969-03-21/1970-03-20", "solar"),
        ("1403/1/1", "solar", "2024-03-20/2024-03-20", "solar"),
        ("1435/9/15", None, "2014-07-12/2014-07-12", "hijri"),
        ("1403-1405", "solar", "2024-03-20/2027-03-20", "solar"),
    ],
)
def test_calendar_hint(text: str, hint: str | None, value: str, calendar: str) -> None:
    (time,) = times.find(text, calendar_hint=hint)  # type: ignore[arg-type]
    assert (time.value, time.calendar) == (value, calendar)


@pytest.mark.parametrize("published", ["yesterday", "2016-13-01", "2016-02-30", "", "12/01/2016", "2016"])
def test_a_date_that_is_none_is_refused(published: str) -> None:
    with pytest.raises(OptionError):
        times.find("أمس", published)


def test_a_time_of_day_after_the_date_is_allowed() -> None:
    (time,) = times.find("أمس", "2016-02-01T10:20:00Z")
    assert time.value == "2016-01-31/2016-01-31"


def test_other_options_that_are_none_are_refused() -> None:
    with pytest.raises(OptionError):
        times.find("أمس", language="klingon")
    with pytest.raises(OptionError):
        times.find("أمس", calendar_hint="julian")  # type: ignore[arg-type]
