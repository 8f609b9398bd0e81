"""Denial: whether two statements of one proposition are for and against it.

A statement denies by its stance (نفى), by its words (لم) or because what it claims cannot be true beside the other: the
market is open, the market is closed. Two of these together are no denial: "is out of order" and "does not work" agree.
"""

from __future__ import annotations

from functools import cache

from rawi.together.propositions.statements import Statement
from rawi.together.propositions.stems import lines, stem


@cache
def _contraries() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """The stems of both sides of each line of `antonyms.txt`; a stem that synonyms put on both is on neither."""
    found = []
    for line in lines("antonyms.txt"):
        at = line.index("=")
        here, there = ({stem(word) for word in words} - {""} for words in (line[:at], line[at + 1 :]))
        found.append((frozenset(here - there), frozenset(there - here)))
    return tuple(found)


def contrary(one: Statement, other: Statement) -> bool:
    """Whether the words of two statements say contrary things of one: one has a word, the other its antonym alone.

    Another common word is wanted; where both tell figures, they tell of several (three killed, two survived).
    """
    here, there = set(one.stems), set(other.stems)
    if not here & there or (one.figures and other.figures):
        return False
    return any(
        (here & a and there & b and not here & b and not there & a)
        or (here & b and there & a and not here & a and not there & b)
        for a, b in _contraries()
    )


def opposed(one: Statement, other: Statement) -> bool:
    """Whether of two statements of one proposition one is for and one against it."""
    return (one.denied != other.denied) != contrary(one, other)
