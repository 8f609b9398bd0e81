"""The languages of the interface: catalogues by gettext, and which of them a request asks for."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import Final

from babel.dates import get_month_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

COOKIE: Final = "rawi-language"
DEFAULT: Final = "ar"


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the interface. `locale` is that of its dates, whose digits are 0 to 9; `between`: day and hour."""

    code: str
    name: str
    direction: str
    locale: str
    between: str

    def number(self, value: float) -> str:
        """A number as newspapers of both languages write it: 1,234.5; nothing has no sign."""
        return _number(value)

    def day(self, value: str | None) -> str:
        """An ISO day or moment as a date; as it is where it is neither."""
        return _day(value, self.locale) if value else ""

    def moment(self, value: str | None) -> str:
        """An ISO moment with its time, as it was written: no zone is put in the place of another."""
        return _moment(value, self.between, self.locale) if value and "T" in value else self.day(value)


@cache
def _months(locale: str) -> tuple[str, ...]:
    """What the months are called, January first."""
    names = get_month_names("wide", locale=locale)
    return tuple(names[n] for n in range(1, 13))


@lru_cache(maxsize=1 << 13)
def _day(value: str, locale: str) -> str:
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return value
    return f"{day.day} {_months(locale)[day.month - 1]} {day.year}"  # babel takes 0.1 ms for "d MMMM y"


@lru_cache(maxsize=1 << 12, typed=True)
def _number(value: float) -> str:
    written = f"{value:,}" if type(value) is int else format_decimal(value, locale="en")
    return "0" if written == "-0" else written  # what rounds to nothing, and -0.0, which is the same key here as 0


@lru_cache(maxsize=1 << 10)
def _moment(value: str, between: str, locale: str) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{_day(moment.date().isoformat(), locale)}{between}{moment:%H:%M}"


LANGUAGES: Final = {
    one.code: one
    for one in (
        Language("ar", "العربية", "rtl", "ar_LB@numbers=latn", "، "),
        Language("en", "English", "ltr", "en_GB", ", "),
    )
}


@cache
def catalogue(code: str) -> NullTranslations:
    """What the messages are called in a language. English needs no catalogue: the messages are English."""
    source = files("rawi.web").joinpath("locale", code, "LC_MESSAGES", "rawi.po")
    if not source.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale=code))
    compiled.seek(0)
    return GNUTranslations(compiled)


def choose(asked: str | None, kept: str | None, accepted: str | None) -> Language:
    """The language that the address asks for, else the one that was chosen before, else the browser's, else Arabic."""
    for code in (asked, kept):
        if code in LANGUAGES:
            return LANGUAGES[code]
    return LANGUAGES[_accepted(accepted or "")]


def _accepted(header: str) -> str:
    """The best of an ``Accept-Language`` header that there is."""
    best, weight = DEFAULT, 0.0
    for part in header[:500].split(","):
        code, _, rest = part.strip().partition(";")
        try:
            quality = float(rest.strip().removeprefix("q=")) if rest else 1.0
        except ValueError:
            continue
        name = code.strip().lower().partition("-")[0]
        if name in LANGUAGES and quality > weight:
            best, weight = name, quality
    return best
