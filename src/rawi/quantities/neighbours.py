"""A folded text that knows its words: which stand on either side of a place, and what is between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final, Self

from rawi.language.letters import Folded

_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST_GAP: Final = 40
"""Two words with more than so many other characters between them are no neighbours."""


@dataclass(frozen=True, slots=True)
class Near:
    """A word, its span, and what stands between it and the number, or the word before it on the way there."""

    word: str
    start: int
    end: int
    gap: str

    @property
    def adjacent(self) -> bool:
        """Whether nothing but spaces is between."""
        return not self.gap.strip(" ")


class Text(str):
    """A folded text as a string, with where its words (letters and digits) begin and end."""

    folded: Folded
    starts: list[int]
    ends: list[int]

    def __new__(cls, folded: Folded) -> Self:
        """The text of `folded`, its words found once."""
        text = super().__new__(cls, folded.text)
        text.folded = folded
        spans = [match.span() for match in _WORD.finditer(folded.text)]
        text.starts = [start for start, _ in spans]
        text.ends = [end for _, end in spans]
        return text

    def original(self, place: int) -> str:
        """The character of the original that folded character `place` came from."""
        return self.folded.original[self.folded.starts[place]]


def after(text: Text, place: int, count: int = 6) -> list[Near]:
    """Up to `count` words that follow `place`, in their order. Of a word that holds `place` the rest is the first."""
    found: list[Near] = []
    last = place
    first = bisect_right(text.ends, place)
    for begin, end in zip(text.starts[first : first + count], text.ends[first : first + count], strict=True):
        start = max(begin, place)
        if start - last > _LONGEST_GAP:
            break
        found.append(Near(text[start:end], start, end, text[last:start]))
        last = end
    return found


def before(text: Text, place: int, count: int = 6) -> list[Near]:
    """Up to `count` words that come before `place`, the nearest first. Of a word that holds `place` the part before."""
    found: list[Near] = []
    last = place
    first = bisect_left(text.starts, place)
    for number in range(first - 1, max(-1, first - 1 - count), -1):
        start, end = text.starts[number], min(text.ends[number], place)
        if last - end > _LONGEST_GAP:
            break
        found.append(Near(text[start:end], start, end, text[end:last]))
        last = start
    return found
