"""Numbers written in words or digits, as far as expressions of time need them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rawi.times.lexicon import AND, LEADING, Sense
from rawi.times.tokens import Tokens

ANY: Final = -1
"""Any clitics may stand on the first word."""
_MOST_WORDS: Final = 14
_FACTORS: Final = (1000, 10**6, 10**9)
_TENS: Final = range(20, 100, 10)


def sense_of(tokens: Tokens, at: int, category: str, need: int) -> Sense | None:
    """The token's reading in a category that has exactly the leading clitics `need` (or any)."""
    if at >= len(tokens.senses):
        return None
    for sense in tokens.senses[at].get(category, ()):
        if need in (ANY, sense.clitics & LEADING):
            return sense
    return None


@dataclass(frozen=True, slots=True)
class _Sum:
    """A number half read: thousands and above, what is below them, the last word's own value.

    `part` is true where the last word is only used before a ten (the one of eleven).
    """

    total: int
    group: int
    last: int
    part: bool = False

    def straight(self, value: int, units_first: bool) -> _Sum | None:
        """With a word that follows without 'and': a ten for 11 to 19, hundred, thousand, million."""
        if value == 10 and 1 <= self.last <= 9 and self.last == self.group % 100:
            return _Sum(self.total, self.group + 10, 10)
        if self.part:
            return None
        if value == 100 and 1 < self.group < 10:
            return _Sum(self.total, self.group * 100, 100)
        if value in _FACTORS and 1 <= self.group < 1000 and (self.total == 0 or value < _lowest_factor(self.total)):
            return _Sum(self.total + self.group * value, 0, value)
        if not units_first and self.last in _TENS and value < 10:
            return _Sum(self.total, self.group + value, value)
        if not units_first and self.last >= 100 > value:
            return _Sum(self.total, self.group + value, value)
        return None

    def joined(self, value: int, part: bool, units_first: bool) -> _Sum | None:
        """With a word that follows with 'and'."""
        if units_first and self.last < 10 and value in _TENS:
            return _Sum(self.total, self.group + value, value)
        if self.part or (units_first and self.last in range(20, 100)):
            return None
        if value < self.last and len(str(value)) < len(str(self.last)):
            return _Sum(self.total, self.group + value, value, part)
        return None


def _lowest_factor(total: int) -> int:
    """The factor below which further thousands may follow."""
    return next(factor for factor in (10**9, 10**6, 1000, 1) if total >= factor)


def cardinal(tokens: Tokens, at: int, need: int, units_first: bool) -> tuple[int, int] | None:
    """A whole number at a token: (position after it, value).

    Words are added up where the grammar joins them: unit and ten (`units_first`: in that order), hundred and the rest,
    a ten straight after a unit for 11 to 19, and thousands, millions, billions as factors.
    """
    if (digits := sense_of(tokens, at, "int", need)) is not None:
        value, at = int(digits.value or 0), at + 1
        factor = sense_of(tokens, at, "card", 0)
        if factor is not None and factor.value in _FACTORS:
            return at + 1, value * int(factor.value or 0)
        return at, value
    first, part = sense_of(tokens, at, "card", need), False
    if first is None:
        first, part = sense_of(tokens, at, "card_part", need), True
        if first is None:
            return None
    value = int(first.value or 0)
    state, at = _Sum(0, value, value, part), at + 1
    complete = None if part else (at, value)
    for _ in range(_MOST_WORDS):
        step = _next(tokens, at, state, units_first)
        if step is None:
            break
        at, state = step
        if not state.part:
            complete = (at, state.total + state.group)
    return complete


def _next(tokens: Tokens, at: int, state: _Sum, units_first: bool) -> tuple[int, _Sum] | None:
    """One more word of a number: the position after it, and the sum with it."""
    sense = sense_of(tokens, at, "card", 0)
    if sense is not None and (more := state.straight(int(sense.value or 0), units_first)) is not None:
        return at + 1, more
    if not units_first and sense_of(tokens, at, "dash", 0) is not None:
        sense = sense_of(tokens, at + 1, "card", 0)
        if sense is not None and state.last in _TENS and int(sense.value or 0) < 10:
            return at + 2, _Sum(state.total, state.group + int(sense.value or 0), int(sense.value or 0))
    for category in ("card", "card_part"):
        for position, need in ((at, AND), (at + 1, 0)):
            if position > at and tokens.value(at, "and") != "and":
                continue
            sense = sense_of(tokens, position, category, need)
            if sense is None:
                continue
            more = state.joined(int(sense.value or 0), category == "card_part", units_first)
            if more is not None:
                return position + 1, more
    return None


def ordinal(tokens: Tokens, at: int, need: int) -> tuple[int, int] | None:
    """An ordinal at a token (ninth, twenty-first): (position after it, value)."""
    digits = sense_of(tokens, at, "int", need)
    if digits is not None:
        if sense_of(tokens, at + 1, "ord_suffix", 0) is not None and tokens.ends[at] == tokens.starts[at + 1]:
            return at + 2, int(digits.value or 0)
        return None
    tens = sense_of(tokens, at, "ord_tens", need)
    if tens is not None:
        return _unit_after_tens(tokens, at + 1, int(tens.value or 0))
    first = sense_of(tokens, at, "ord", need) or sense_of(tokens, at, "ord_part", need)
    if first is None:
        return None
    alone = sense_of(tokens, at, "ord", need) is not None
    value, at = int(first.value or 0), at + 1
    ten = sense_of(tokens, at, "card", 0)
    if ten is not None and ten.value == 10 and value < 10:
        return at + 1, value + 10
    ten = sense_of(tokens, at, "card", AND)
    if ten is not None and ten.value in _TENS and value < 10:
        return at + 1, value + int(ten.value or 0)
    return (at, value) if alone else None


def _unit_after_tens(tokens: Tokens, at: int, tens: int) -> tuple[int, int]:
    """Twenty-first, twenty and first; twentieth where no unit follows."""
    for position, need in ((at, 0), (at, AND), (at + 1, 0)):
        if position > at and sense_of(tokens, at, "dash", 0) is None and tokens.value(at, "and") != "and":
            continue
        unit = sense_of(tokens, position, "ord", need)
        if unit is not None and int(unit.value or 0) < 10:
            return position + 1, tens + int(unit.value or 0)
    return at, tens
