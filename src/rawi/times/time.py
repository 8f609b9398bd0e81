"""What is found: one expression of time and the interval of days that it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Span = tuple[int, int]
Calendar = Literal["gregorian", "hijri", "solar"]
Bound = Literal["in", "before", "after", "since", "until", "by", "throughout"]


@dataclass(frozen=True, slots=True)
class Time:
    """One expression of time in a text.

    ``span`` is half-open, in Unicode code points of the text as given; clitics written onto the first word are in.
    ``value`` follows the annotation guidelines, section 6: ``start/end`` as ISO dates, both inclusive, ``..`` for an
    open side; a duration that is not placed as ISO 8601 (``P3D``); ``?`` where it cannot be placed. Years before our
    era are negative ISO years (284 BCE is ``-0283``).
    ``calendar`` is the one it was written in, ``precision`` the finest part that the words name (``day``, ``month``,
    ``quarter``, ``season``, ``year``, ``decade``, ``duration``, ``vague``, ...). A Hijri date may lie
    ``tolerance_days`` earlier or later, since countries see the moon on different evenings.
    ``candidates`` are the values that remain where the text leaves several, best first; ``value`` is then ``?``.
    ``why`` says in one short phrase how the value was reached or why there is none. ``bound`` says whether the
    expression means all of its time (``in``, ``throughout``), or what lies before, after, since or until it.
    """

    span: Span
    value: str
    calendar: Calendar = "gregorian"
    precision: str = "day"
    tolerance_days: int = 0
    candidates: tuple[str, ...] = ()
    why: str = ""
    bound: Bound = "in"

    @property
    def start(self) -> str | None:
        """First day as an ISO date, or None where that side is open or nothing was placed."""
        first = self.value.partition("/")[0]
        return first if "/" in self.value and first != ".." else None

    @property
    def end(self) -> str | None:
        """Last day as an ISO date, or None where that side is open or nothing was placed."""
        last = self.value.partition("/")[2]
        return last if last and last != ".." else None

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON of a reading, without its ``id``."""
        return {
            "span": list(self.span),
            "value": self.value,
            "calendar": self.calendar,
            "precision": self.precision,
            "tolerance_days": self.tolerance_days,
            "candidates": list(self.candidates),
            "why": self.why,
            "bound": self.bound,
        }
