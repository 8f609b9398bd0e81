"""Times and quantities as people read them, in the language of the interface."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from gettext import NullTranslations
from typing import Final

from babel.dates import format_date

from rawi.quantities import Quantity
from rawi.web.languages import Language
from rawi.web.words import N_, NN_

_DURATION: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_UNITS: Final = (
    NN_("%(count)s year", "%(count)s years"),
    NN_("%(count)s month", "%(count)s months"),
    NN_("%(count)s week", "%(count)s weeks"),
    NN_("%(count)s day", "%(count)s days"),
    NN_("%(count)s hour", "%(count)s hours"),
    NN_("%(count)s minute", "%(count)s minutes"),
    NN_("%(count)s second", "%(count)s seconds"),
)
_BOUNDS: Final = {
    "at_least": N_("at least {n}"),
    "at_most": N_("at most {n}"),
    "about": N_("about {n}"),
    "exactly": "{n}",
    "range": "{n}",
}


@lru_cache(maxsize=1 << 13)
def period(value: str, language: Language, translations: NullTranslations) -> str:
    """A time's value: a day, a month, a year, from one to another, so long; "" where it was not placed."""
    if value.startswith("P"):
        return _duration(value, translations)
    first, _, last = value.partition("/")
    if not last:
        return ""
    if first == "..":
        return "" if last == ".." else translations.gettext("until {day}").format(day=language.day(last))
    if last == "..":
        return translations.gettext("from {day}").format(day=language.day(first))
    if first == last:
        return language.day(first)
    return _whole(first, last, language) or f"{language.day(first)} – {language.day(last)}"


def _whole(first: str, last: str, language: Language) -> str | None:
    """Whole years, or one whole month; None for other stretches."""
    if first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:-6] if first[:-6] == last[:-6] else f"{first[:-6]} – {last[:-6]}"
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    is_month = start.day == 1 and (start.year, start.month) == (end.year, end.month)
    if is_month and end.day == calendar.monthrange(end.year, end.month)[1]:
        return format_date(start, "MMMM y", locale=language.locale)
    return None


def _duration(value: str, translations: NullTranslations) -> str:
    match = _DURATION.fullmatch(value)
    if not match:
        return value
    parts = [
        translations.ngettext(one, many, int(n)) % {"count": n}
        for n, (one, many) in zip(match.groups(), _UNITS, strict=True)
        if n
    ]
    return " ".join(parts)


def figure(quantity: Quantity, language: Language, translations: NullTranslations) -> str:
    """A quantity: 4,500, at least 900, 30–40 percent; "" where it is vague, and of one and two, whose words say enough."""
    ends = [n for n in (quantity.low, quantity.high) if n is not None]
    if quantity.bound not in _BOUNDS or not ends:
        return ""
    if quantity.bound == "exactly" and quantity.unit is None and ends == [quantity.low] * 2 and ends[0] in (1, 2):
        return ""
    shown = "–".join(language.number(n) for n in dict.fromkeys(ends))
    if quantity.unit == "percent":
        shown += "%"
    return translations.gettext(_BOUNDS[quantity.bound]).format(n=shown)
