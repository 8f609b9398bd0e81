"""A folded text as words, numbers and signs, each with its readings from the lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from rawi.times.days import days_in_month
from rawi.times.lexicon import Lexicon, Sense, Senses

_TOKEN: Final = re.compile(r"\d+(?:[:/.,٫٬\-–]\d+)*|[^\W\d_]+|\n|[^\w\s]|_")
_LONGEST_NUMBER: Final = 24  # a longer row of digits is no date
_SIGNS: Final = {
    "-": "dash", "–": "dash", "—": "dash", "−": "dash", "/": "slash", "\\": "slash", "(": "lpar", "[": "lpar",
    ")": "rpar", "]": "rpar", "،": "comma", ",": "comma", ":": "colon", ".": "dot", "'": "quote",
}  # fmt: skip
_NOTHING: Final[Senses] = {}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one folded text: `text[starts[i]:ends[i]]` with readings `senses[i]`.

    `marked` are the positions whose readings are not empty, in order.
    """

    text: str = field(repr=False)
    starts: list[int]
    ends: list[int]
    senses: list[Senses]
    marked: list[int]

    def word(self, index: int) -> str:
        """The token's own letters; empty outside the text."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.starts) else ""

    def value(self, index: int, category: str) -> Any:
        """The token's first value in a category, or None."""
        if 0 <= index < len(self.senses) and (found := self.senses[index].get(category)):
            return found[0].value
        return None


def tokenise(text: str, lexicon: Lexicon) -> Tokens:
    """Read a folded text. Linear in its length."""
    starts: list[int] = []
    ends: list[int] = []
    senses: list[Senses] = []
    marked: list[int] = []
    known = lexicon.words.get
    signs: dict[str, Senses] = {sign: {name: (Sense(None),)} for sign, name in _SIGNS.items()}
    numbers: dict[str, Senses] = {}
    for match in _TOKEN.finditer(text):
        word = match.group()
        found = known(word)
        first = word[0]
        if first.isdecimal():
            if word not in numbers:
                numbers[word] = {**(found or {}), **number_senses(word)}
            found = numbers[word]
        elif found is None and len(word) == 1:
            found = signs.get(first)
        if found:
            marked.append(len(starts))
        starts.append(match.start())
        ends.append(match.end())
        senses.append(found or _NOTHING)
    return Tokens(text, starts, ends, senses, marked)


def number_senses(word: str) -> Senses:
    """What a group of digits with signs between them can be.

    `int` a whole number; `digits` the same with its count of digits kept (0847); `dnum` a day of the month;
    `ynum` a year of four digits; `numeric` a date (year, month, day); `dm` two numbers that may be day and month;
    `years` two years; `dnums` two days; `clock` hour and minute; `dotted` two numbers with a dot (17.30).
    """
    if len(word) > _LONGEST_NUMBER:
        return {}
    parts = [int(part) for part in re.split(r"\D", word)]
    widths = [len(part) for part in re.split(r"\D", word)]
    signs = set(re.sub(r"\d", "", word))
    found: dict[str, Any] = {}
    if len(parts) == 1:
        found["int"] = parts[0]
        found["digits"] = word
        if 1 <= parts[0] <= 31 and widths[0] <= 2:
            found["dnum"] = parts[0]
        if widths[0] == 4 and 1000 <= parts[0] < 2200:
            found["ynum"] = parts[0]
    elif len(signs) == 1:
        (sign,) = signs
        if sign in ",٬." and all(width == 3 for width in widths[1:]) and widths[0] <= 3:
            found["int"] = int("".join(re.split(r"\D", word)))
        if len(parts) == 3 and sign in "-/.–" and (numeric := _numeric_date(parts, widths)):
            found["numeric"] = numeric
        if len(parts) == 2:
            _two_numbers(parts, widths, sign, found)
        elif len(parts) == 3 and sign == ":" and parts[0] < 25 and parts[1] < 60:
            found["clock"] = (parts[0], parts[1])
    return {category: (Sense(value),) for category, value in found.items()}


def _numeric_date(parts: list[int], widths: list[int]) -> tuple[int, int, int] | None:
    """Day, month, year in that order, or year first. The month is the middle one unless it cannot be."""
    if widths[0] == 4:
        year, month, day = parts
    elif widths[2] == 4:
        day, month, year = parts
        if month > 12 and day <= 12:
            day, month = month, day
    else:
        return None
    if 1000 <= year < 2200 and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month):
        return year, month, day
    return None


def _two_numbers(parts: list[int], widths: list[int], sign: str, found: dict[str, Any]) -> None:
    first, second = parts
    if sign in "-–/" and widths[0] == 4 and 1000 <= first < 2200:
        if widths[1] == 2:
            second += first // 100 * 100
        if first != second and 1000 <= second < 2200 and widths[1] in (2, 4):
            found["years"] = (first, second)
    if sign in "-–/" and 1 <= first <= 31 and 1 <= second <= 31:
        found["dnums"] = (first, second)
    if sign in "/.-–" and 1 <= first <= 31 and 1 <= second <= 12:
        found["dm"] = (first, second)
    if sign == ":" and first < 25 and second < 60 and widths[1] == 2:
        found["clock"] = (first, second)
    if sign in ".," and first < 25 and second < 60 and widths[1] == 2:
        found["dotted"] = (first, second)
