"""Two passages word by word: what both have, what is spelled otherwise, what stands in one of them alone.

Words are held against each other by their fold (`rawi.language.letters`), so that hamza, tashkeel, digits of another
script and punctuation make no difference. Words that stand once on either side anchor the comparison (as in patience
diff), the gaps between are compared by the longest common subsequence. O(n log n) in the words, of which `MOST` are
shown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rawi.language.letters import fold_text

Kind = Literal["same", "spelled", "only"]

MOST: Final = 800
"""Words of a passage that are shown; a longer one is cut, and the page says so."""
_GAP: Final = 80
"""Words of a gap on one side that are held against each other; in a longer one without an anchor nothing is common."""
_DEEPEST: Final = 12
_TOKEN: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Run:
    """Words on end of which one thing is true: *same* on both sides, the same but *spelled* otherwise, here *only*."""

    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two passages, as it stands in its page; `cut` where it goes on."""

    runs: tuple[Run, ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    stop: int
    key: str
    letters: str


def differences(one: str, other: str) -> tuple[Side, Side]:
    """Both passages in runs."""
    here, there = _words(one), _words(other)
    cuts = len(here) > MOST, len(there) > MOST
    here, there = here[:MOST], there[:MOST]
    kinds: tuple[list[Kind], list[Kind]] = ["only"] * len(here), ["only"] * len(there)
    for a, b in _common([word.key for word in here], [word.key for word in there]):
        kinds[0][a] = kinds[1][b] = "same" if here[a].letters == there[b].letters else "spelled"
    return Side(_runs(one, here, kinds[0]), cuts[0]), Side(_runs(other, there, kinds[1]), cuts[1])


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    for match in _TOKEN.finditer(text):
        key = "".join(filter(str.isalnum, fold_text(match[0])))
        if key:
            letters = "".join(c for c in match[0] if c.isalnum())
            found.append(_Word(match.start(), match.end(), key, letters))
        elif found:  # punctuation that stands alone belongs to the word before it
            last = found.pop()
            found.append(_Word(last.start, match.end(), last.key, last.letters))
        if len(found) > MOST:
            break
    return found


def _runs(text: str, words: Sequence[_Word], kinds: Sequence[Kind]) -> tuple[Run, ...]:
    runs: list[tuple[Kind, int, int]] = []
    for word, kind in zip(words, kinds, strict=True):
        if runs and runs[-1][0] == kind:
            runs[-1] = kind, runs[-1][1], word.stop
        else:
            runs.append((kind, word.start, word.stop))
    return tuple(Run(kind, text[start:stop]) for kind, start, stop in runs)


def _common(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places with equal words, rising on both sides."""
    pairs: list[tuple[int, int]] = []
    waiting = [(0, len(one), 0, len(other), 0)]
    while waiting:
        start, stop, first, last, depth = waiting.pop()
        while start < stop and first < last and one[start] == other[first]:
            pairs.append((start, first))
            start, first = start + 1, first + 1
        while start < stop and first < last and one[stop - 1] == other[last - 1]:
            stop, last = stop - 1, last - 1
            pairs.append((stop, last))
        if start == stop or first == last:
            continue
        anchors = _anchors(one, other, (start, stop), (first, last)) if depth < _DEEPEST else []
        if anchors:
            bounds = [(start, first), *((a, b) for a, b in anchors), (stop, last)]
            for n, (a, b) in enumerate(bounds[:-1]):
                waiting.append((a, bounds[n + 1][0], b, bounds[n + 1][1], depth + 1))
        elif stop - start <= _GAP and last - first <= _GAP:
            pairs += _longest(one, other, (start, stop), (first, last))
    return sorted(pairs)


def _anchors(
    one: Sequence[str], other: Sequence[str], here: tuple[int, int], there: tuple[int, int]
) -> list[tuple[int, int]]:
    """The longest rising row of words that each side has once."""
    once = {w for w, n in Counter(one[slice(*here)]).items() if n == 1}
    theirs = {w for w, n in Counter(other[slice(*there)]).items() if n == 1}
    places = {other[b]: b for b in range(*there) if other[b] in theirs}
    pairs = [(a, places[one[a]]) for a in range(*here) if one[a] in once and one[a] in places]
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_, b) in enumerate(pairs):
        at = bisect_left(tops, b)
        before.append(ends[at - 1] if at else -1)
        tops[at : at + 1] = [b]
        ends[at : at + 1] = [n]
    row: list[tuple[int, int]] = []
    n = ends[-1] if ends else -1
    while n >= 0:
        row.append(pairs[n])
        n = before[n]
    return row[::-1]


def _longest(
    one: Sequence[str], other: Sequence[str], here: tuple[int, int], there: tuple[int, int]
) -> list[tuple[int, int]]:
    """The longest common subsequence of two short gaps."""
    (start, stop), (first, last) = here, there
    rows = [[0] * (last - first + 1)]
    for a in range(stop - 1, start - 1, -1):
        row = [0] * (last - first + 1)
        for b in range(last - 1, first - 1, -1):
            after = rows[-1][b - first + 1] + 1
            row[b - first] = after if one[a] == other[b] else max(rows[-1][b - first], row[b - first + 1])
        rows.append(row)
    rows.reverse()
    pairs: list[tuple[int, int]] = []
    a, b = start, first
    while a < stop and b < last:
        if one[a] == other[b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif rows[a - start + 1][b - first] >= rows[a - start][b - first + 1]:
            a += 1
        else:
            b += 1
    return pairs
