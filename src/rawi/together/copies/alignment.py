"""Alignment: the passages that two pages have in common, word for word but for what was changed on the way.

Equal pairs of words, and words that stand once in the longer page, are joined to runs of equal words, and runs to
passages: the chain of runs with the best score
(a word each, less `COST` for each word that one of the pages has in between, at most `REACH` in one place), found by
dynamic programming over the runs, as in alignments of genomes (chaining of seeds). Words that are equal in the gaps are
then counted by the longest common subsequence of the gap.

Bounds: a pair of words that one page holds more than `OFTEN` times seeds nothing there (three words do then, as often
at most), so there are at most 2 * `OFTEN` seeds a word of the shorter page; each run is held against `BACK` runs before
it. All in all O((n + m) log (n + m)) for n and m words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.together.copies.hashing import BREAK, NONE, Words, grams
from rawi.together.copies.wording import Listed, Wording

# REACH, COST and EQUAL were chosen on `together/train_madeup.jsonl` and on altered passages (`benchmarks/copies.py`):
# farther reaches join what annotators keep apart, nearer ones break passages of which 30 % of the words were altered.
REACH: Final = 5
"""So many words a passage may have in one place that the other page has not."""
COST: Final = 1.0
"""What each of these takes from the score of a passage; an equal word adds 1."""
EQUAL: Final = 0.6
"""Share of the words of the longer side that must be equal."""
OVERLAP: Final = 0.25
"""Share of a passage that may stand in a better one too."""
OFTEN: Final = 4
"""So often two or three words may stand in the longer page and still be looked for there; a single word, once."""
BACK: Final = 24
"""With so many runs before it a run is tried to be joined."""
BATCH: Final = 20_000
"""So many words of other pages are held against a page at once."""
PASSAGES: Final = 200
"""So many passages of two pages at most, the best ones."""


Places = NDArray[np.intp]


class Passage(NamedTuple):
    """Words `[first, end)` of one page and `[other_first, other_end)` of another, of which `equal` are the same."""

    first: int
    end: int
    other_first: int
    other_end: int
    equal: int


Run = tuple[int, int, int]
"""Where equal words begin in one page and in the other, and how many they are."""


def align(page: Wording, other: Wording, *, least: int) -> list[Passage]:
    """The passages that two pages share, best first, none overlapping a better one in either page.

    The same whichever of the two comes first.
    """
    [(_, passages)] = align_all(page, [other], least=least)
    return passages


def align_all(page: Wording, others: Iterable[Wording], *, least: int) -> Iterator[tuple[Wording, list[Passage]]]:
    """A page aligned with each of others, `BATCH` words of these or one page at once."""
    batch: list[Wording] = []
    size = 0
    for other in others:
        if len(page) == len(other) and np.array_equal(page.words, other.words):
            yield other, _whole(page, least)
            continue
        if batch and size + len(other) > BATCH:
            yield from _batch(page, batch, least)
            batch, size = [], 0
        batch.append(other)
        size += len(other)
    if batch:
        yield from _batch(page, batch, least)


def _batch(page: Wording, others: list[Wording], least: int) -> Iterator[tuple[Wording, list[Passage]]]:
    for other, runs in zip(others, _runs(page, others, least), strict=True):
        if page.page <= other.page:
            yield other, _passages(page, other, sorted(runs), least)
        else:
            turned = sorted((across, at, length) for at, across, length in runs)
            found = _passages(other, page, turned, least)
            yield other, [Passage(p.other_first, p.other_end, p.first, p.end, p.equal) for p in found]


def _whole(page: Wording, least: int) -> list[Passage]:
    """A page against another of the same words: what stands between its breaks."""
    words = np.flatnonzero(page.words != BREAK)
    if not len(words):
        return []
    parts = np.split(words, np.flatnonzero(np.diff(words) > 1) + 1)
    spans = [(int(part[0]), int(part[-1]) + 1) for part in parts if len(part) >= least]
    return [Passage(first, end, first, end, end - first) for first, end in spans]


def _listed(page: Wording, width: int) -> Listed:
    """The different runs of `width` words of a page and where they stand. Made once a page."""
    if width not in page.grams:
        every = grams(page.words, width)
        places = np.argsort(every, kind="stable")
        every = every[places]
        count = int(np.searchsorted(every, NONE))
        every, places = every[:count], places[:count]
        begins = np.flatnonzero(np.concatenate(([True], every[1:] != every[:-1]))[:count])
        page.grams[width] = Listed(every[begins], begins, np.diff(np.append(begins, count)), places)
    return page.grams[width]


class _Beside(NamedTuple):
    """Other pages one after another, a break behind each: all words, which page each is of, the length of each page."""

    words: Words
    owners: Places
    lengths: Places


def _seeds(page: Wording, beside: _Beside, width: int, often: int) -> tuple[Places, Places, Places]:
    """Places of equal runs of `width` words in the page and beside it; and the pages with runs
    that are too frequent in the longer of two pages to be taken."""
    mine, theirs = _listed(page, width), grams(beside.words, width)
    none = np.empty(0, np.intp)
    if not len(mine.grams) or not len(theirs):
        return none, none, none
    which = np.minimum(np.searchsorted(mine.grams, theirs), len(mine.grams) - 1)
    second = np.flatnonzero(mine.grams[which] == theirs)
    which, owners = which[second], beside.owners[second]
    here, there = mine.counts[which], _counts(which * len(beside.lengths) + owners)
    lengths = beside.lengths[owners]
    longer = np.where(lengths < len(page), here, there)
    same = lengths == len(page)
    longer[same] = np.maximum(here, there)[same]
    few = longer <= often
    frequent = owners[~few]
    if len(frequent):
        which, second, here = which[few], second[few], here[few]
    begins = mine.begins[which]
    if len(here) and here.max() > 1:
        second = np.repeat(second, here)
        begins = np.repeat(begins - np.cumsum(here) + here, here) + np.arange(here.sum())
    return mine.places[begins], second, frequent


def _counts(numbers: Places) -> Places:
    """For each number how often it is there."""
    if not len(numbers):
        return numbers
    order = np.argsort(numbers, kind="stable")
    there = numbers[order]
    begins = np.flatnonzero(np.concatenate(([True], there[1:] != there[:-1])))
    times = np.diff(np.append(begins, len(there)))
    counts = np.empty_like(numbers)
    counts[order] = np.repeat(times, times)
    return counts


def _runs(page: Wording, others: list[Wording], least: int) -> list[list[Run]]:
    """For each of some pages the runs of words that are equal in it and `page`, where they stand beside others that are,
    or once in the longer of the two, and may be part of a passage of `least` equal words."""
    lengths = np.array([len(other) for other in others])
    parts = [part for other in others for part in (other.words, np.zeros(1, np.uint32))]
    starts = np.cumsum(lengths + 1) - lengths - 1
    beside = _Beside(np.concatenate(parts), np.repeat(np.arange(len(others)), lengths + 1), lengths)
    found: list[list[Run]] = [[] for _ in others]
    first, second, frequent = _seeds(page, beside, 2, OFTEN)
    if not len(first):
        return found
    some = np.zeros(len(others), bool)
    some[beside.owners[second]] = True
    places, across = [first, first + 1], [second, second + 1]
    if len(frequent):
        crowded = np.zeros(len(others), bool)
        crowded[frequent] = True
        first, second, _ = _seeds(page, beside, 3, OFTEN)
        wanted = (crowded & some)[beside.owners[second]]
        first, second = first[wanted], second[wanted]
        places += [first, first + 1, first + 2]
        across += [second, second + 1, second + 2]
    first, second, _ = _seeds(page, beside, 1, 1)
    wanted = some[beside.owners[second]]
    first, second = np.concatenate([*places, first[wanted]]), np.concatenate([*across, second[wanted]])
    owners, longest = beside.owners[second], int(lengths.max())
    size = len(page) + longest + 2
    keys = np.sort((owners * size + first - (second - starts[owners]) + longest) * size + first)
    keys = keys[np.concatenate(([True], keys[1:] != keys[:-1]))]
    ends = np.flatnonzero(np.concatenate((keys[1:] - keys[:-1] > 1, [True])))
    begins = np.concatenate(([0], ends[:-1] + 1))
    lines, at = np.divmod(keys[begins], size)
    sizes = ends - begins + 1
    some = _near_enough(lines, at, sizes, least)
    owners, lines = np.divmod(lines[some], size)
    at, sizes = at[some], sizes[some]
    for row in zip(owners.tolist(), at.tolist(), (at - lines + longest).tolist(), sizes.tolist(), strict=True):
        found[row[0]].append(row[1:])
    return found


def _near_enough(lines: Places, at: Places, sizes: Places, least: int) -> NDArray[np.bool_]:
    """Which runs have others about them enough for a passage of `least` equal words.

    Runs of one passage are joined across `REACH` words of either page at most, so that neither their places nor their
    diagonals (`lines`, in order) are farther apart; and in each gap at most `REACH` words are equal. Most runs are a turn
    of phrase that stands alone.
    """
    groups = np.concatenate(([0], np.cumsum(np.diff(lines) > REACH)))
    room = int((at + sizes).max()) + REACH + 1
    first = groups * room + at
    order = np.argsort(first, kind="stable")
    first, reached = first[order], np.maximum.accumulate((first + sizes)[order])
    apart = np.concatenate(([True], first[1:] - reached[:-1] > REACH))
    parts = np.cumsum(apart) - 1
    begins = np.flatnonzero(apart)
    words = np.add.reduceat(sizes[order], begins)
    runs = np.diff(np.append(begins, len(order)))
    kept = np.empty(len(order), bool)
    kept[order] = (words + REACH * (runs - 1) >= least)[parts]
    return kept


def _chain(runs: list[Run]) -> tuple[list[float], list[int], list[int]]:
    """For each run the best chain that ends with it: its score, the run before it (-1: none), words taken off its
    beginning."""
    scores: list[float] = []
    befores: list[int] = []
    lesses: list[int] = []
    reach: list[int] = []  # how far any run up to this one reaches
    furthest = 0
    for number, (at, other, length) in enumerate(runs):
        score, before, less = float(length), -1, 0
        for earlier in range(number - 1, max(-1, number - 1 - BACK), -1):
            if reach[earlier] + REACH < at:
                break
            a, b, size = runs[earlier]
            gap, other_gap = at - a - size, other - b - size
            if gap > REACH or other_gap > REACH:
                continue
            overlap = -min(gap, other_gap, 0)
            if overlap >= length or overlap >= size:
                continue
            missing = max(gap, other_gap) + overlap
            if missing > REACH:
                continue
            reached = scores[earlier] + length - overlap - COST * missing
            if reached > score:
                score, before, less = reached, earlier, overlap
        scores.append(score)
        befores.append(before)
        lesses.append(less)
        furthest = max(furthest, at + length)
        reach.append(furthest)
    return scores, befores, lesses


def _passages(page: Wording, other: Wording, runs: list[Run], least: int) -> list[Passage]:
    """Chains from the best on, as passages; a run belongs to one passage only."""
    scores, befores, lesses = _chain(runs)
    used = [False] * len(runs)
    taken: list[Passage] = []
    for number in sorted((n for n, score in enumerate(scores) if score >= 2), key=lambda n: -scores[n]):
        if len(taken) == PASSAGES:
            break
        chain = []
        at = number
        while at >= 0 and not used[at]:
            chain.append(at)
            used[at] = True
            at = befores[at]
        if not chain or runs[number][0] + runs[number][2] - runs[chain[-1]][0] < least:
            continue  # nothing is left of it, or it is shorter than a passage may be
        passage = _passage(page, other, [runs[n] for n in reversed(chain)], [lesses[n] for n in reversed(chain)])
        longer = max(passage.end - passage.first, passage.other_end - passage.other_first)
        if passage.equal >= least and passage.equal >= EQUAL * longer and not _overlaps(passage, taken):
            taken.append(passage)
    return taken


def _overlaps(passage: Passage, taken: list[Passage]) -> bool:
    """Whether a passage reaches far (`OVERLAP`) into one of those already taken, in either page."""
    room = OVERLAP * (passage.end - passage.first)
    other_room = OVERLAP * (passage.other_end - passage.other_first)
    return any(
        min(passage.end, t.end) - max(passage.first, t.first) > room
        or min(passage.other_end, t.other_end) - max(passage.other_first, t.other_first) > other_room
        for t in taken
    )


def _passage(page: Wording, other: Wording, chain: list[Run], less: list[int]) -> Passage:
    """The passage of a chain, with the equal words in its gaps counted."""
    at, across, length = chain[0]
    equal = length
    end, other_end = at + length, across + length
    for (first, other_first, size), off in zip(chain[1:], less[1:], strict=True):
        begin, other_begin = first + off, other_first + off
        if begin > end and other_begin > other_end:
            equal += _common(page.words[end:begin].tolist(), other.words[other_end:other_begin].tolist())
        equal += size - off
        end, other_end = first + size, other_first + size
    return Passage(at, end, across, other_end, equal)


def _common(words: list[int], others: list[int]) -> int:
    """The length of the longest common subsequence of two short lists."""
    row = [0] * (len(others) + 1)
    for word in words:
        before = 0
        for place, one in enumerate(others, 1):
            kept = row[place]
            row[place] = before + 1 if word == one else max(kept, row[place - 1])
            before = kept
    return row[-1]
