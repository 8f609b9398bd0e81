"""Screening: which candidates are worth an alignment, told from the words around the shingles that they share.

Most candidates share a turn of phrase and no passage. Around each shared shingle the words are compared one by one, some
words to the left and right in the other page: what is equal there, and not too far from what is equal nearer to the
shingle, is counted. An alignment can find a copy only where that is about as much as a copy needs. On real pages this
leaves half of the candidates and 995 of 1,000 of the pages that hold a copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.together.copies.hashing import BREAK, Places, Words
from rawi.together.copies.shingles import WIDTH
from rawi.together.copies.wording import Wording

Flags = NDArray[np.bool_]
Numbers = NDArray[np.intp]

SIDE: Final = 20
"""So many words before and after a shared shingle are looked at."""
DRIFT: Final = 5
"""So far to the left and right in the other page a word may stand."""
GAP: Final = 5
"""So many words may differ in one place, as in an alignment."""
MANY: Final = 8
"""Who shares so many shingles is aligned anyway."""
EQUAL: Final = 11
"""So many words must be equal about one shingle (a copy has twelve, but not all need stand together)..."""
PLAIN: Final = 7
"""... and so many be part of no name or formula (a copy has eight); or so many be in no common shingle, or about all shared
shingles together be equal:"""
LONG: Final = 22

_WINDOW: Final = 2 * SIDE + WIDTH
_HALF: Final = _WINDOW // 2
_PLACES: Final = np.arange(_WINDOW)[:, None]
_ACROSS: Final = np.arange(_WINDOW + 2 * DRIFT)[:, None]
_FROM_MIDDLE: Final = np.arange(_HALF, dtype=np.int8)[:, None]


class Meets(NamedTuple):
    """Where candidates share a shingle with a page: which candidate it is, the place in the page, the place in the other."""

    which: Numbers
    here: Places
    there: Places


def worth(page: Wording, others: Sequence[Words | None], meets: Meets, worn: Flags, common: Flags) -> Flags:
    """For each candidate, given by its words, whether it is to be aligned with the page; of one that is None, nothing is
    known. `worn`, `common`: for each word of the page whether it is part of a formula, or of a shingle that several pages
    hold."""
    if not others:
        return np.zeros(0, bool)
    sure: Flags = np.bincount(meets.which, minlength=len(others)) >= MANY
    unknown = np.array([words is None for words in others], bool)
    kept: Flags = sure & ~unknown
    if (sure | unknown).all():
        return kept
    asked = np.flatnonzero(~(sure | unknown)[meets.which])
    which, here = meets.which[asked], meets.here[asked]
    words, starts = _beside(others, sure)
    there = starts[which] + meets.there[asked]
    near = here + _PLACES
    equal = _connected(_equal(_padded(page.words)[near], words[there + _ACROSS]))
    count = np.count_nonzero(equal, axis=0)
    plain, rare = (np.count_nonzero(equal & _padded(page.plain & ~some)[near], axis=0) for some in (worn, common))
    told = (page.quoted | (page.told > 0))[here]
    enough = ((plain >= PLAIN) & ((count >= EQUAL) | told)) | (rare >= PLAIN)
    kept[which[enough]] = True
    if (np.bincount(which, count) >= LONG).any():  # the same word is counted once
        at, meet = np.nonzero(equal)
        places = np.unique(which[meet] * (len(page) + _WINDOW) + near[at, meet]) // (len(page) + _WINDOW)
        kept |= np.bincount(places, minlength=len(others)) >= LONG
    return kept


def _beside(others: Sequence[Words | None], sure: Flags) -> tuple[Words, Numbers]:
    """Those that are not sure one after another, with room between them; where each begins, less that room."""
    room = np.zeros(SIDE + DRIFT, np.uint32)
    parts: list[Words] = [room]
    starts = np.zeros(len(others), np.intp)
    at = 0
    for number, words in enumerate(others):
        if words is not None and not sure[number]:
            starts[number] = at
            parts += [words, room]
            at += len(words) + len(room)
    return np.concatenate([*parts, room]), starts


def _padded(some: NDArray[Any]) -> NDArray[Any]:
    room = np.zeros(SIDE, some.dtype)
    return np.concatenate((room, some, room))


def _equal(mine: NDArray[np.uint32], theirs: NDArray[np.uint32]) -> Flags:
    """Which words stand in the other page at the same place, or beside another one that does a few words off.

    A column for each shared shingle; `theirs` has `DRIFT` words more on either side.
    """
    words: Flags = mine != BREAK
    pairs = np.zeros((_WINDOW - 1, mine.shape[1]), bool)
    for drift in range(2 * DRIFT + 1):
        same = theirs[drift : drift + _WINDOW] == mine
        same &= words
        pairs |= same[1:] & same[:-1]
    equal: Flags = words & (theirs[DRIFT : DRIFT + _WINDOW] == mine)
    equal[1:] |= pairs
    equal[:-1] |= pairs
    return equal


def _connected(equal: Flags) -> Flags:
    """Those of the equal words that lie no more than `GAP` words from the next one nearer to the middle."""
    halves = np.concatenate((equal[_HALF - 1 :: -1], equal[_HALF:]), axis=1)
    last = np.maximum.accumulate(_FROM_MIDDLE * halves)
    halves &= ~np.logical_or.accumulate(_FROM_MIDDLE - last > GAP)
    left, right = halves[:, : equal.shape[1]], halves[:, equal.shape[1] :]
    return np.concatenate((left[::-1], right))
