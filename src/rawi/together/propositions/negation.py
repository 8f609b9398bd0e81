"""Negation: whether the words of a statement deny, what they say there is none of, and whether they decline to say.

A negator denies the statement that it stands in; a verb or noun of denying (نفته, كذبة) does too, and both together are one
denial. Not so where it only sets a figure right, puts something off, or says that nothing is known ("it could not be
confirmed" *withholds*). "Without pictures" denies only of what has pictures, so the noun is kept (`Negation.lacking`).
Weighed on made-up training stories and left: that a negator denies only the three or four words after it, or only
where little else is common (fewer pairs for and against are told apart).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from rawi.together.propositions.stems import negation_words

AHEAD: Final = 5
"""So many words after a negator may be what nothing is known of (لم يصدر أي تعليق)."""


class Said(NamedTuple):
    """A word of a statement: folded, its stem ("" where it tells nothing), and whether it is of a figure or time."""

    folded: str
    stem: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Negation:
    """`denies`: the statement is a denial by its words; `lacking`: it says that there is none of these stems (بلا صور);
    `withholds`: it says that nothing is known."""

    denies: bool = False
    lacking: frozenset[str] = frozenset()
    withholds: bool = False


@cache
def _known(section: str) -> frozenset[str]:
    return negation_words().get(section, frozenset())


@cache
def _telling() -> frozenset[str]:
    """The words at which something is looked for; a phrase is found at its first."""
    single = ("negators", "before_clauses", "declines", "denying", "false", "lacking")
    phrases = (phrase.partition(" ")[0] for name in ("phrases", "lacking_phrases") for phrase in _known(name))
    return frozenset().union(*map(_known, single), phrases)


def negation(said: Sequence[Said], *, denied: bool = False) -> Negation:
    """What some words deny. `denied`: they are denied already by who says them, so that the verb of denying is not counted
    again. Linear in their number."""
    denies = withholds = False
    lacking: list[str] = []
    for n, (word, _, _) in enumerate(said):
        if word not in _telling():
            continue
        after = [one.folded for one in said[n + 1 : n + 1 + AHEAD]]
        following = after[0] if after else ""
        undone = n > 0 and said[n - 1].folded in _known("negators")
        if word in _known("negators") or (
            word in _known("before_clauses") and following == "ان" and not any(one.stem for one in said[:n])
        ):
            if following in _known("idioms") or _corrects(said, n) or _excepted(said, n) or _delays(said, n):
                continue
            if following in _known("unknown") or any(one in _known("comments") for one in after):
                withholds = True
            elif following not in _known("denying") | _known("false"):
                denies = True
        elif word in _known("declines") and any(one in _known("comments") for one in after):
            withholds = True
        elif word in _known("denying"):
            denies |= not denied and not undone
        elif word in _known("false") or f"{word} {following}" in _known("phrases"):
            denies |= not undone
        elif word in _known("lacking") or f"{word} {following}" in _known("lacking_phrases"):
            lacking += _none_of(said, n if word in _known("lacking") else n + 1)
    return Negation(denies, frozenset(lacking), withholds and not denies)


def _corrects(said: Sequence[Said], n: int) -> bool:
    """Whether لا only sets a figure or time right: ثمانية، لا تسعة."""
    return said[n].folded == "لا" and n > 0 and (said[n - 1].folded in ("،", ",") or _counted(said, n + 1))


def _delays(said: Sequence[Said], n: int) -> bool:
    """Whether something is only said to come no sooner: لن تصل قبل نيسان."""
    return said[n].folded.removeprefix("و") == "لن" and any(
        said[place].folded in _known("until") and _counted(said, place + 1)
        for place in range(n + 1, min(len(said), n + 2 * AHEAD))
    )


def _counted(said: Sequence[Said], n: int) -> bool:
    return n < len(said) and (said[n].counted or said[n].folded[:1].isdigit())


def _excepted(said: Sequence[Said], n: int) -> bool:
    """Whether an exception follows in the same clause: لم يبق سوى كرتونتين."""
    for one in said[n + 1 :]:
        if one.folded in _known("except"):
            return True
        if one.folded in ("،", "؛", "."):
            return False
    return False


def _none_of(said: Sequence[Said], n: int) -> Iterator[str]:
    """The stems of what there is none of: the word after `n`, and what أو joins to it."""
    for place in range(n + 1, len(said), 2):
        if said[place].stem:
            yield said[place].stem
        if place + 1 >= len(said) or said[place + 1].folded != "او":
            break
