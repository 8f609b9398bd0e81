"""What days, months and years are called on an axis: in the Gregorian calendar, and beneath it in the Hijri one.

The Hijri names follow Umm al-Qura, as `rawi.times` reckons; another country may be a day apart.
"""

from __future__ import annotations

from datetime import date
from gettext import NullTranslations
from typing import Final, Literal

from babel.dates import format_date

from rawi.times.calendars import month_of, year_month_at
from rawi.web.languages import Language
from rawi.web.words import N_

Unit = Literal["day", "month", "year"]
EPOCH: Final = date(1970, 1, 1).toordinal()
"""`rawi.times` counts days from 1970, Python's dates from year 1."""

HIJRI_MONTHS: Final = (
    N_("Muharram"), N_("Safar"), N_("Rabi I"), N_("Rabi II"), N_("Jumada I"), N_("Jumada II"), N_("Rajab"),
    N_("Shaban"), N_("Ramadan"), N_("Shawwal"), N_("Dhu al-Qada"), N_("Dhu al-Hijja"),
)  # fmt: skip


def ordinal(day: str | None) -> int | None:
    """The number of an ISO day of our era, as Python counts; None for others."""
    if not day or day.startswith("-"):
        return None
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None


def gregorian(day: int, unit: Unit, language: Language, *, with_year: bool = True) -> str:
    """A day's name, or that of the month or year which it begins."""
    when = date.fromordinal(day)
    if unit == "year":
        return str(when.year)
    form = {"day": "d MMM", "month": "MMM"}[unit] + (" y" if with_year else "")
    return format_date(when, form, locale=language.locale)


def hijri(day: int, unit: Unit, translations: NullTranslations, *, with_year: bool = True) -> str:
    """The same day in the Hijri calendar; of a month or year, the one in which it begins."""
    number = day - EPOCH
    year, month = year_month_at("hijri", number)
    if unit == "year":
        return f"{year}/{(year + 1) % 100:02}"
    name = translations.gettext(HIJRI_MONTHS[month - 1])
    tail = f" {year}" if with_year else ""
    if unit == "month":
        return f"{name}{tail}"
    return f"{number - month_of('hijri', year, month).first + 1} {name}{tail}"
