"""Denial: whether two statements of one proposition are for and against it.

A statement denies by its stance (نفى), by its words (لم) or because what it claims cannot be true beside the other: the
market is open, the market is closed. Two of these together are no denial: "is out of order" and "does not work" agree.
"""

from __future__ import annotations

from functools import cache

from rawi.together.propositions.statements import Statement
from rawi.together.propositions.stems import lines, root, stem


@cache
def _contraries() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """The stems of both sides of each line of `antonyms.txt`; a stem that synonyms put on both is on neither."""
    found = []
    for line in lines("antonyms.txt"):
        at = line.index("=")
        here, there = ({stem(word) for word in words} - {""} for words in (line[:at], line[at + 1 :]))
        found.append((frozenset(here - there), frozenset(there - here)))
    return tuple(found)


@cache
def _any_side() -> frozenset[str]:
    """All that have an antonym: few words do."""
    return frozenset().union(*(side for sides in _contraries() for side in sides))


def contrary(one: Statement, other: Statement) -> bool:
    """Whether the words of two statements say contrary things of one: one has a word, the other its antonym alone.

    Another common word is wanted; where both tell figures, they tell of several (three killed, two survived).
    """
    here, there = set(one.stems), set(other.stems)
    if (one.figures and other.figures) or not (here & _any_side() and there & _any_side() and here & there):
        return False
    return any(
        (here & a and there & b and not here & b and not there & a)
        or (here & b and there & a and not here & a and not there & b)
        for a, b in _contraries()
    )


def opposed(one: Statement, other: Statement) -> bool:
    """Whether of two statements of one proposition one is for and one against it; not where one of them withholds."""
    if "withholds" in (one.stance, other.stance) or one.negation.withholds or other.negation.withholds:
        return False
    return (_refuses(one, other) != _refuses(other, one)) != contrary(one, other)


def _refuses(one: Statement, other: Statement) -> bool:
    """Whether one denies, by its stance or its words but not both, or says that there is none of what the other tells of."""
    return one.denied != any(_alike(word, there) for word in one.negation.lacking for there in other.stems)


def _alike(one: str, other: str) -> bool:
    """Whether two stems are of one root, as far as letters tell (صور، مصور)."""
    short, long = sorted((one, other), key=len)
    return root(one) == root(other) or (
        len(short) >= 3 and long in (f"م{short}", f"ب{short}", f"ل{short}", f"{short}ت")
    )
