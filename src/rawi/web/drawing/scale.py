"""Days onto a line, and the days at which it is labelled: years, months or days, as many as there is room for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from rawi.web.drawing.calendars import Unit

FIRST: Final = 1
LAST: Final = date(9999, 12, 31).toordinal()
_STEPS: Final[tuple[tuple[Unit, int], ...]] = (
    ("day", 1), ("day", 2), ("day", 7), ("month", 1), ("month", 2), ("month", 3), ("month", 6), ("year", 1), ("year", 2),
    ("year", 5), ("year", 10), ("year", 20), ("year", 50), ("year", 100), ("year", 500), ("year", 1000), ("year", 5000),
)  # fmt: skip
_DAYS: Final = {"day": 1.0, "month": 30.4, "year": 365.25}


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled day, and the last day before the next one; `unit` says what its label names."""

    day: int
    last: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Scale:
    """From the first day to the last (both in it), on a line of some length."""

    first: int
    last: int
    length: float

    def at(self, day: float) -> float:
        """Where a day begins; days outside lie at an end."""
        share = (day - self.first) / (self.last + 1 - self.first)
        return max(0.0, min(1.0, share)) * self.length

    def ticks(self, room: float) -> list[Tick]:
        """Days to be labelled, where a label takes so much room."""
        most = max(2, int(self.length // room))
        days = self.last + 1 - self.first
        unit, step = next(((u, s) for u, s in _STEPS if days / (_DAYS[u] * s) <= most), _STEPS[-1])
        found = [day for day in _steps(unit, step, self.first, self.last) if self.first <= day <= self.last]
        if not found:
            found = [self.first]
            unit = "day"
        ends = [*(day - 1 for day in found[1:]), self.last]
        return [Tick(day, end, unit) for day, end in zip(found, ends, strict=True)]


def around(days: list[int], length: float) -> Scale:
    """A scale that holds some days, with a little air about them."""
    first, last = min(days), max(days)
    air = max(1, (last - first) // 25)
    return Scale(max(FIRST, first - air), min(LAST, last + air), length)


def _steps(unit: Unit, step: int, first: int, last: int) -> Iterator[int]:
    if unit == "day":
        # from a multiple, so that the same days are labelled when the scale moves
        yield from range(first + (-first) % step, last + 1, step)
        return
    start = date.fromordinal(first)
    number = start.year if unit == "year" else start.year * 12 + start.month - 1
    number -= number % step
    while True:
        year, month = (number, 1) if unit == "year" else (number // 12, number % 12 + 1)
        if year > 9999:
            return
        if year >= 1:
            day = date(year, month, 1).toordinal()
            if day > last:
                return
            yield day
        number += step
