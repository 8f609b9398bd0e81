"""Times and quantities in a few English words, for the account."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rawi.quantities import Quantity

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")
_BOUNDS = {"at_least": "≥", "at_most": "≤", "about": "~", "exactly": "", "range": ""}


def period(value: str) -> str:
    """A time's value as people write it: 2019, 2021-03, 2016 to 2019, until 2021-03-04, 21 days; "" where it is open."""
    if value.startswith("P"):
        return _duration(value)
    first, _, last = value.partition("/")
    if not last:
        return "" if value == "?" else value
    if first == "..":
        return "" if last == ".." else f"until {last}"
    if last == "..":
        return f"from {first}"
    if first == last:
        return first
    whole = _whole(first, last)
    return whole or f"{first} to {last}"


def _whole(first: str, last: str) -> str | None:
    """Whole years or one whole month by their name; None for other stretches."""
    if first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:-6] if first[:-6] == last[:-6] else f"{first[:-6]} to {last[:-6]}"
    if first.endswith("-01") and first[:-3] == last[:-3]:
        try:
            ends = (date.fromisoformat(last) + timedelta(days=1)).day == 1
        except (ValueError, OverflowError):
            return None
        return first[:-3] if ends else None
    return None


def _duration(value: str) -> str:
    match = _DURATION.fullmatch(value)
    if not match:
        return value
    parts = [f"{n} {unit}" + ("s" if n != "1" else "") for n, unit in zip(match.groups(), _UNITS, strict=True) if n]
    return " ".join(parts)


def figure(quantity: Quantity) -> str:
    """A quantity: 4,500, ≥900, ~3,200,000 dinar, 30–40 percent.

    "" where it is vague, and of one and two, whose words say enough.
    """
    if quantity.bound not in _BOUNDS:
        return ""
    ends = [n for n in (quantity.low, quantity.high) if n is not None]
    if not ends:
        return ""
    if quantity.bound == "exactly" and quantity.unit is None and ends == [quantity.low] * 2 and ends[0] in (1, 2):
        return ""
    shown = [_number(n) for n in dict.fromkeys(ends)]
    unit = f" {quantity.unit.replace('_', ' ')}" if quantity.unit else ""
    return _BOUNDS[quantity.bound] + "–".join(shown) + unit


def _number(n: int | float) -> str:
    return f"{n:,}" if isinstance(n, int) else f"{n:,.2f}".rstrip("0").rstrip(".")
