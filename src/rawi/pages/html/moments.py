"""Dates and times as pages write them: ISO, numbers, months in words; of the Gregorian, Hijri and Persian calendars."""

from __future__ import annotations

import datetime
import re
import tomllib
from functools import cache
from importlib import resources

from rawi.language import fold_text
from rawi.pages import dates, lexicon

_LONGEST = 200
_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?"
    r"\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?$")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,4})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?!\d)")
_RFC = re.compile(
    r"(\d{1,2}) ([a-z]{3})[a-z]* (\d{4}) (\d{2}):(\d{2})(?::(\d{2}))? ?(gmt|utc|z|[+-]\d{4})", re.IGNORECASE
)
_JAVA = re.compile(
    r"[a-z]{3} ([a-z]{3}) (\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (gmt|utc)(?:([+-]\d{4}))? ?(\d{4})", re.IGNORECASE
)
_ENGLISH = dict(
    zip(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], range(1, 13), strict=True)
)
_EARLIEST, _LATEST = 1900, 2100


def find(words: str) -> str | None:
    """The first date in `words`: an ISO date, with the time of day where it is written with it (and its zone, if any).

    Two-digit years are not read. Of 04/03/2021 the day comes first. Hijri days are those of Umm al-Qura.
    """
    words = " ".join(words[:_LONGEST].split())
    if not any(character.isdecimal() for character in words):
        return None
    plain = _digits(words)
    return _iso(plain) or _mail(plain) or _numbers(plain) or _by_name(plain)


def _digits(words: str) -> str:
    return "".join(str(int(c)) if c.isdecimal() and not c.isascii() else c for c in words)


def _iso(words: str) -> str | None:
    match = _COMPACT.match(words.strip())
    if match:
        year, month, day, hour, minute, second, zone = match.groups()
    else:
        found = _ISO.search(words)
        if not found:
            return None
        year, month, day, hour, minute, second, zone = found.groups()
    return _value(int(year), int(month), int(day), hour, minute, second, zone)


def _mail(words: str) -> str | None:
    found = _RFC.search(words)
    if found:
        day, month, year, hour, minute, second, zone = found.groups()
        if month.lower() in _ENGLISH:
            return _value(int(year), _ENGLISH[month.lower()], int(day), hour, minute, second, zone)
    found = _JAVA.search(words)
    if found:
        month, day, hour, minute, second, name, zone, year = found.groups()
        if month.lower() in _ENGLISH:
            return _value(int(year), _ENGLISH[month.lower()], int(day), hour, minute, second, zone or name)
    return None


def _numbers(words: str) -> str | None:
    for match in _NUMBERS.finditer(words):
        first, middle, last = int(match[1]), int(match[3]), int(match[4])
        if len(match[1]) == 4:
            year, month, day = first, middle, last
        elif len(match[4]) == 4:
            year, month, day = last, middle, first
        else:
            continue
        if month > 12 >= day:
            month, day = day, month
        value = _value(year, month, day, None, None, None, None)
        if value:
            return value
    return None


def _by_name(words: str) -> str | None:
    found = dates.find_date(words)
    if found:
        return found[0]
    folded = fold_text(words)
    match = _named().search(folded)
    if not match:
        return None
    calendar, month = _months()[match["month"]]
    year, day = int(match["year"]), int(match["day"])
    return _of_calendar(calendar, year, month, day)


def _value(
    year: int, month: int, day: int, hour: str | None, minute: str | None, second: str | None, zone: str | None
) -> str | None:
    if 1300 <= year < 1500:
        date = _of_year(year, month, day)
    elif _EARLIEST <= year <= _LATEST:
        try:
            date = datetime.date(year, month, day).isoformat()
        except ValueError:
            return None
    else:
        return None
    if date is None or hour is None or minute is None or int(hour) > 23 or int(minute) > 59:
        return date
    time = f"T{int(hour):02}:{minute}" + (f":{second}" if second and int(second) < 60 else ":00")
    return date + time + _zone(zone)


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone.upper() in ("Z", "UTC", "GMT"):
        return "Z"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}" if digits[:2] < "15" and digits[2:] < "60" else ""


def _of_year(year: int, month: int, day: int) -> str | None:
    """The day where a year of 1300 to 1499 says its calendar only by its number.

    Pages of the web are younger than 1990, which is 1369 in the Persian calendar and 1411 in the Hijri one; so below 1411
    (2032) a year is Persian, from there on Hijri.
    """
    return _of_calendar("persian" if year < 1411 else "hijri", year, month, day)


def _of_calendar(calendar: str, year: int, month: int, day: int) -> str | None:
    try:
        if calendar == "hijri":
            import hijridate

            return hijridate.Hijri(year, month, day).to_gregorian().isoformat()
        return _of_persian(year, month, day)
    except (ValueError, OverflowError):
        return None


def _of_persian(year: int, month: int, day: int) -> str | None:
    """The day by the cycle of 33 years with 8 leap years, which agrees with the equinox from 1206 to 1497 AP."""
    if not (1300 <= year < 1490 and 1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    if month == 12 and day == 30 and not _is_leap(year):
        return None
    days = (year - 1300) * 365 + sum(map(_is_leap, range(1300, year)))
    days += (month - 1) * 31 - max(0, month - 7) + day - 1
    return (datetime.date(1921, 3, 21) + datetime.timedelta(days)).isoformat()


def _is_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8


@cache
def _months() -> dict[str, tuple[str, int]]:
    text = resources.files("rawi.pages.html").joinpath("calendars.toml").read_text(encoding="utf-8")
    rows: dict[str, list[list[str]]] = tomllib.loads(text)
    return {
        lexicon.key(name): (calendar, number)
        for calendar, months in rows.items()
        for number, names in enumerate(months, start=1)
        for name in names
    }


@cache
def _named() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_months(), key=len, reverse=True))
    return re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}}) ?(?:من )?[-/،,]? ?(?:شهر )?(?P<month>{names})(?: ماه)?[ ,،/-]{{1,3}}"
        rf"(?:سنه |عام |سال )?(?P<year>1[34]\d\d)(?!\d)"
    )
