"""Figures: what a run of digits with separators says, in folded text (all digits are 0-9 there)."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Final

MAX_DIGITS: Final = 40
"""A longer run of digits is no number that anybody counts with."""

VULGAR: Final = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
PATTERN: Final = rf"\d{{1,3}}(?: \d{{3}}){{1,6}}(?!\d)(?:[.,،٫]\d+)?|\d+(?:[.,،٫٬’]\d+)*[{VULGAR}]?|[{VULGAR}]"
"""Matches a figure with all its separators. Groups of three may stand apart by a space (10 000)."""
_SEPARATORS: Final = re.compile(r"([.,،٫٬’])")


def plain(value: int | Fraction) -> int | Fraction:
    """A whole number as an int."""
    return int(value) if value.denominator == 1 else value


def parse(figure: str, *, decimal_point: bool) -> list[tuple[int, int, int | Fraction]]:
    """The numbers in one match of `PATTERN`: start and end within it, and the value. Mostly one; none for what only
    looks like one (12.05.2015, an address); several for a list without spaces (2010,2011).

    ٬ and ’ group thousands, ٫ begins decimals. One point or comma before exactly three digits groups thousands (3.500,
    1,000) unless a zero stands before it; with `decimal_point` a point begins decimals also there (3.500 million). One
    before another number of digits begins decimals (3,5). Of two kinds the last begins decimals (1.234,5).
    """
    if len(figure) > MAX_DIGITS:
        return []
    if figure[-1] in VULGAR:
        part = Fraction(unicodedata.numeric(figure[-1])).limit_denominator(10)
        whole = parse(figure[:-1], decimal_point=decimal_point) if figure[:-1] else [(0, 0, 0)]
        return [(0, len(figure), whole[0][2] + part)] if len(whole) == 1 else []
    pieces = _SEPARATORS.split(figure.replace("،", ","))
    if len(pieces) == 1:
        return [(0, len(figure), int(figure.replace(" ", "")))]
    groups, marks = pieces[::2], pieces[1::2]
    if " " in groups[0]:
        return [(0, len(figure), _decimal(groups[0].replace(" ", ""), groups[1]))]
    if len(marks) == 1:
        value = _one_mark(groups, marks[0], decimal_point)
    elif len(set(marks[:-1])) == 1 and _thousands(groups[:-1]) and marks[-1] != marks[0] and marks[-1] in ".,٫":
        value = _decimal("".join(groups[:-1]), groups[-1])
    elif len(set(marks)) == 1 and marks[0] != "٫" and _thousands(groups):
        value = int("".join(groups))
    else:
        value = None
    if value is not None:
        return [(0, len(figure), value)]
    return _listed(figure) if set(marks) == {","} else []


def _thousands(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= 3 and groups[0][0] != "0" and all(len(group) == 3 for group in groups[1:])


def _decimal(whole: str, part: str) -> int | Fraction:
    return plain(Fraction(int(whole + part), 10 ** len(part)))


def _one_mark(groups: list[str], mark: str, decimal_point: bool) -> int | Fraction | None:
    grouped = _thousands(groups)
    if mark in "٬’":
        return int("".join(groups)) if grouped else None
    if mark == "٫" or not grouped or (mark == "." and decimal_point):
        # 2010,2011 is a list of years, not a decimal figure.
        long = mark == "," and len(groups[0]) > 3 and len(groups[1]) > 3
        return None if long else _decimal(*groups)
    return int("".join(groups))


def _listed(figure: str) -> list[tuple[int, int, int | Fraction]]:
    return [(match.start(), match.end(), int(match[0])) for match in re.finditer(r"\d+", figure)]
