"""What a quantity is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
Bound = Literal["exactly", "at_least", "at_most", "about", "range", "vague"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts or measures.

    `span` and `of` are half-open spans of code points of the text. `span` holds the number with its words of bound and
    its unit; `of` is the noun that is counted, or what is priced or measured where the next words say it, and equals
    `span` where noun and number are one word (a dual). `low` and `high` are equal for an exact or approximate number,
    and None on an open side; a percentage is given in percents (7.3 for 7.3 %), a fraction as a part of one. `only`
    tells that the text calls it few (فقط, سوى). `unit` is a short English word ("percent", "percentage_point", "km",
    "tonne"), for money the ISO 4217 code, or the name of the coin where the text does not say whose ("dinar"), or None.
    """

    span: Span
    low: int | float | None
    high: int | float | None
    bound: Bound = "exactly"
    only: bool = False
    unit: str | None = None
    of: Span | None = None
