"""Facets: what the filters of a search ask for, as words that stand in the index beside the words of the text.

Since they are in the index, a filter costs as little as one more word, whichever of the two is the rarer. Facets of
times and quantities are coarse: they let through all that may fit, and the tables decide (`filters`).

    a        everything                         k...   kind of the innermost source; kpage the page's own claim
    t...     stance                             n1 n0  named or not
    l...     language of the page               o...   outlet
    e7       entity 7 is named                  s7     entity 7 is a source in the chain
    v...     a word of its sources' names       h...   a word of names in it
    w        said in more than 31 days, or on an open side
    m201905  speaks of that month               y2019  of (a part of) that year, in less than a year
    z2019    of that and other years            zz     of more than ten years, or of an open stretch
    b12      a quantity of that size            bb     a quantity of many sizes, or open
    u...     a unit
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import blake2s
from typing import Final

ALL: Final = "a"
WIDE: Final = "w"
WIDE_DAYS: Final = 31
_ANY_TIME: Final = "zz"
_ANY_SIZE: Final = "bb"
_MOST_MONTHS: Final = 13  # of one time, or of a filter: beyond, years
_MOST_YEARS: Final = 10
_MOST_SIZES: Final = 8
_LAST_SIZE: Final = 199
_MOST_ALTERNATIVES: Final = 60
Day = str | None


def mark(text: str) -> str:
    """A text of any letters and length as 16 hexadecimal digits."""
    return blake2s(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def kind(value: str | None) -> str:
    """Of the innermost source; None is the page itself."""
    return "k" + _plain(value or "page")


def stance(value: str) -> str:
    """Of a claim."""
    return "t" + _plain(value)


def named(value: bool) -> str:
    """Whether the innermost source is named."""
    return "n1" if value else "n0"


def language(value: str) -> str:
    """Of a page."""
    return "l" + _plain(value)


def outlet(key: str) -> str:
    """By `pages.outlet_key`."""
    return "o" + mark(key)


def entity(number: int) -> str:
    """Of one that is named in the claim."""
    return f"e{number}"


def source(number: int) -> str:
    """Of an entity that is a source."""
    return f"s{number}"


def source_word(word: str) -> str:
    """A stem, or a part, of a source's name."""
    return "v" + word


def entity_word(word: str) -> str:
    """A stem, or a part, of the name of one that is named in the claim."""
    return "h" + word


def unit(value: str) -> str:
    """Of a quantity."""
    return "u" + mark(value)


def _plain(value: str) -> str:
    """A name of ours (calls_for, ar) as one token."""
    return "".join(c for c in value.lower() if c.isascii() and c.isalnum()) or mark(value)


# --- times


def said(first: Day, last: Day) -> list[str]:
    """`w` where the time of saying is no single day or short stretch."""
    start, end = ordinal(first), ordinal(last)
    if start is None and end is None:
        return []
    return [WIDE] if start is None or end is None or end - start > WIDE_DAYS else []


def of_time(first: Day, last: Day) -> list[str]:
    """Facets of one time of which a claim speaks; none where it was not placed."""
    if first is None and last is None:
        return []
    start, end = ordinal(first), ordinal(last)
    if start is None or end is None or end < start:
        return [_ANY_TIME]
    months = _months(start, end)
    if len(months) <= _MOST_MONTHS:
        return [*(f"m{m}" for m in months), *sorted({f"y{m[:4]}" for m in months})]
    years = _years(start, end)
    return [f"z{y}" for y in years] if len(years) <= _MOST_YEARS else [_ANY_TIME]


def in_time(first: Day, last: Day) -> list[str]:
    """Facets of which one is on every time that may overlap these days; an empty list where nothing is ruled out."""
    start, end = ordinal(first), ordinal(last)
    if start is None or end is None:
        return []
    years = _years(start, end)
    if len(years) * 2 > _MOST_ALTERNATIVES:
        return []
    months = _months(start, end)
    fine = [f"m{m}" for m in months] if len(months) <= _MOST_MONTHS else [f"y{y}" for y in years]
    return [*fine, *(f"z{y}" for y in years), _ANY_TIME]


def ordinal(day: Day) -> int | None:
    """The number of an ISO day, 1 for 0001-01-01; None where there is none, or it lies before our era."""
    if not day:
        return None
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None


def earlier(day: int, days: int) -> int:
    """A day so many days before, not before the first."""
    return max(1, day - days)


def _months(start: int, end: int) -> list[str]:
    """`YYYYMM` of each month; cut off after one more than is of use."""
    found: list[str] = []
    day = date.fromordinal(start).replace(day=1)
    while day.toordinal() <= end and len(found) <= _MOST_MONTHS:
        found.append(f"{day.year:04}{day.month:02}")
        if (day.year, day.month) == (9999, 12):
            break
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def _years(start: int, end: int) -> list[str]:
    return [f"{year:04}" for year in range(date.fromordinal(start).year, date.fromordinal(end).year + 1)]


# --- quantities


def of_size(low: float | None, high: float | None) -> list[str]:
    """Facets of one quantity; none where neither side is known."""
    if low is None and high is None:
        return []
    if low is None or high is None or high < low:
        return [_ANY_SIZE]
    sizes = range(_size(low), _size(high) + 1)
    return [f"b{n}" for n in sizes] if len(sizes) <= _MOST_SIZES else [_ANY_SIZE]


def in_size(low: float | None, high: float | None) -> list[str]:
    """Facets of which one is on every quantity that may overlap; an empty list where nothing is ruled out."""
    sizes = range(0 if low is None else _size(low), (_LAST_SIZE if high is None else _size(high)) + 1)
    return [*(f"b{n}" for n in sizes), _ANY_SIZE] if len(sizes) <= _MOST_ALTERNATIVES else []


def _size(value: float) -> int:
    """Two sizes to every doubling; 0 below one."""
    if value < 1 or math.isnan(value):
        return 0
    return min(_LAST_SIZE, 1 + math.floor(2 * math.log2(min(value, 1e300))))


def once(facets: Iterable[str]) -> str:
    """As they are written into the index: each once."""
    return " ".join(dict.fromkeys(facets))
