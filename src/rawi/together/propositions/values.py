"""Figures and times of claims, compared by what they stand for, not by words.

400 members against 'more than 500' conflict, 23 agrees with 'more than 20'; a day agrees with the month that holds it.
Only what can be compared is: equal units, and nouns that are one (`stems`) or not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from typing import Final, Literal

from rawi.quantities import Quantity
from rawi.times import Time
from rawi.together.propositions.roles import of as of_role
from rawi.together.propositions.stems import root, stem

ABOUT: Final = 0.1
"""How far a number may lie from an approximate one (نحو 41) and still agree, as a part of it."""
PLACED: Final = 400
"""Days; a longer stretch of time (a decade, an open one) conflicts with nothing."""

Agreement = Literal["agree", "conflict", "apart"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity of a claim, ready to be compared: the least and the most that it may be (infinite on an open side).

    `noun`: the root of what is counted, None where the words do not say; `words`: the figure as the page has it; `role`:
    what became of those counted (`roles`), None where that is not told.
    """

    low: float
    high: float
    noun: str | None
    unit: str | None
    words: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A time of a claim: first and last day (ordinals) with the tolerance of its calendar; `words` as the page has it."""

    first: int
    last: int
    words: str
    value: str


def figure(quantity: Quantity, text: str) -> Figure | None:
    """A quantity of a page's text as a figure; None where it is vague or beyond all counting."""
    if quantity.bound == "vague" or (quantity.low is None and quantity.high is None):
        return None
    try:
        low = -inf if quantity.low is None else float(quantity.low)
        high = inf if quantity.high is None else float(quantity.high)
    except OverflowError:  # a number of hundreds of digits
        return None
    if quantity.bound == "about":
        low, high = low - ABOUT * abs(low), high + ABOUT * abs(high)
    noun = None
    if quantity.of is not None and quantity.of != quantity.span:
        counted = stem(text[slice(*quantity.of)])
        noun = root(counted) if counted else None
    words = text[slice(*quantity.span)]
    if words[0] == "و" and words[1:2].isdigit():  # و17: the و is no part of the number
        words = words[1:]
    return Figure(low, high, noun, quantity.unit, words)


def period(time: Time, text: str) -> Period | None:
    """A placed time of a page's text; None where it is open, not placed, or longer than `PLACED`."""
    if time.start is None or time.end is None:
        return None
    try:
        first, last = date.fromisoformat(time.start), date.fromisoformat(time.end)
        near = timedelta(days=time.tolerance_days)
        first, last = first - near, last + near
    except (ValueError, OverflowError):
        return None
    if (last - first).days > PLACED:
        return None
    return Period(first.toordinal(), last.toordinal(), text[slice(*time.span)], time.value)


def figures_agree(one: Figure, other: Figure) -> Agreement:
    """Whether two figures may be one number; *apart* where they count different things, or those of different roles."""
    if not comparable(one, other):
        return "apart"
    told = one.noun is not None and other.noun is not None
    if one.noun != other.noun and told and not (one.role and (of_role(one.noun) or of_role(other.noun))):
        return "apart"
    return "agree" if one.low <= other.high and other.low <= one.high else "conflict"


def comparable(one: Figure, other: Figure) -> bool:
    """Whether two figures have one unit, and roles that may be one: the dead are not the hurt."""
    return one.unit == other.unit and (one.role == other.role or None in (one.role, other.role))


def values_agree(some: Iterable[Figure], others: Iterable[Figure]) -> tuple[int, int]:
    """How many figures of one claim agree and conflict with those of another.

    Figures that have their equal on the other side conflict with nothing, whatever both count (ثلاثة قتلى and مقتل ثلاثة
    عمال, beside 11 آخرين); the others do where what they count is one or is not said. Where each side has one figure
    only, of the same unit and role, they are compared whatever they count: 14 جنديا and عشرة قتلى.
    """
    here, there = list(some), list(others)
    if len(here) == 1 and len(there) == 1 and comparable(here[0], there[0]):
        return int(_equal(here[0], there[0])), int(not _equal(here[0], there[0]))
    agreeing = sum(any(figures_agree(one, other) == "agree" for other in there) for one in here)
    left = [other for other in there if not any(_equal(one, other) for one in here)]
    conflicting = sum(
        any(figures_agree(one, other) == "conflict" for other in left)
        for one in here
        if not any(_equal(one, other) for other in there)
    )
    return agreeing, conflicting


def instead(mine: Sequence[Figure], theirs: Sequence[Figure]) -> list[Figure]:
    """Those of `theirs` that tell another number than one of `mine` does. Who tells both numbers tells none instead."""
    alone = len(mine) == 1 and len(theirs) == 1
    found: list[Figure] = []
    for own in mine:
        if any(_equal(own, one) for one in theirs):
            continue
        rivals = [
            one
            for one in theirs
            if ((alone and comparable(own, one)) or figures_agree(own, one) == "conflict")
            and not any(_equal(one, other) for other in mine)
        ]
        sure = [one for one in rivals if (own.role and own.role == one.role) or (own.noun and own.noun == one.noun)]
        found += sure or rivals  # a figure that may count anything is compared where no other is there
    return list(dict.fromkeys(found))


def _equal(one: Figure, other: Figure) -> bool:
    return comparable(one, other) and one.low <= other.high and other.low <= one.high


def periods_agree(some: Iterable[Period], others: Iterable[Period]) -> tuple[int, int]:
    """How many times of one claim meet one of another, and how many meet none of those there are."""
    here, there = list(some), list(others)
    if not here or not there:
        return 0, 0
    met = sum(any(a.first <= b.last and b.first <= a.last for b in there) for a in here)
    return met, len(here) - met if met == 0 else 0
