"""Text written with all its vowels (old tales, scripture, verse) as the tagger was taught to read: without them.

News bear a mark here and there (مضيفًا، قرّر), which stays: some tell one word from another. Only where most words round one
are written in full are marks taken from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import regex

_MARKS = regex.compile("[\u064b-\u0652\u0670]")
_FULL = 2  # marks of a word that is written in full
_LEAST = 3  # letters of a word that tells it
_AROUND, _ENOUGH = 4, 5  # such words looked at on either side; how many there must be


def without(words: Sequence[str]) -> list[str]:
    """The words, those in stretches that are written with their vowels without the marks; as many, in the same order."""
    marks = [len(_MARKS.findall(word)) if not word.isascii() else 0 for word in words]
    out = list(words)
    if sum(n >= _FULL for n in marks) < _ENOUGH:
        return out
    telling = [i for i, word in enumerate(words) if len(word) - marks[i] >= _LEAST]
    full = [0, *accumulate(marks[i] >= _FULL for i in telling)]
    for k, i in enumerate(telling):
        low, high = max(0, k - _AROUND), min(len(telling), k + _AROUND + 1)
        if marks[i] and high - low >= _ENOUGH and 2 * (full[high] - full[low]) > high - low:
            out[i] = _MARKS.sub("", words[i])
    for i in range(len(words)):  # short words go with their neighbours
        beside = [j for j in (i - 1, i + 1) if 0 <= j < len(words)]
        if marks[i] and len(words[i]) - marks[i] < _LEAST and any(out[j] != words[j] for j in beside):
            out[i] = _MARKS.sub("", words[i]) or words[i]
    return out
