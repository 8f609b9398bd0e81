"""Claims in brief tell which claims may be alike, and are read back as they were written."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as some

from rawi.together.propositions import Figure, Statement
from rawi.together.propositions.negation import Negation
from rawi.together.running.briefs import brief, may_be_one, pack, unpack

NOTHING = Statement(
    "page", 1, (0, 9), "words", "supports", Negation(False, False), None, (), frozenset(), frozenset(), (), ()
)
WORDS = some.frozensets(some.text(max_size=6), max_size=70)
FIGURES = some.lists(some.floats(allow_nan=False), max_size=4)


def figure(low):
    return Figure(low, low, None, None, "")


@some.composite
def statements(draw):
    roots, names, figures = draw(WORDS), draw(WORDS), draw(FIGURES)
    source = draw(some.none() | some.integers(1, 9))
    return replace(NOTHING, source=source, roots=roots, names=names, figures=tuple(map(figure, figures)))


@settings(max_examples=40)
@given(some.lists(statements(), max_size=5))
def test_briefs_come_back_as_they_were_written(made):
    briefs = {(n, n + 70_000): brief(one) for n, one in enumerate(made)}
    assert unpack(pack(briefs)) == briefs


@settings(max_examples=60)
@given(statements(), statements())
def test_the_numbers_tell_what_the_words_tell(one, other):
    common = len(one.roots & other.roots)
    told = one.names & other.names or {f.low for f in one.figures if f.low > 2} & {f.low for f in other.figures}
    expected = (
        (one.source, other.source) != (None, None)
        and common >= (3 if told else 4)
        and common >= min(len(one.roots), len(other.roots)) / 2
    )
    assert may_be_one(brief(one), brief(other)) == expected


def test_half_of_the_roots_and_somebody_who_says_it():
    one = brief(replace(NOTHING, source=1, roots=frozenset("abcdefgh")))
    other = brief(replace(NOTHING, roots=frozenset("abcdxyzuvw")))
    assert may_be_one(one, other)
    assert not may_be_one(one, brief(replace(NOTHING, roots=frozenset("abcxyzuvw"))))
    assert not may_be_one(brief(replace(NOTHING, roots=frozenset("abcdefgh"))), other)
    short = brief(replace(NOTHING, source=2, roots=frozenset("abcx"), names=frozenset(["person"])))
    assert not may_be_one(one, short)
    assert may_be_one(
        brief(replace(NOTHING, source=1, roots=frozenset("abcdefgh"), names=frozenset(["person"]))), short
    )
