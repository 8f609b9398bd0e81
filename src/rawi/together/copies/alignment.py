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
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.together.copies.hashing import BREAK, Words
from rawi.together.copies.wording import Listed, Runs, Wording

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
Flags = NDArray[np.bool_]

_BITS: Final = 14  # of a word, by which it is looked up
_SHIFT: Final = np.uint32(32 - _BITS)
_FEW: Final = 1 << 12  # numbers up to this are counted in a table, however few they are


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


class _Beside(NamedTuple):
    """Other pages one after another, a break behind each.

    All words; which page each is of; whether a page is longer than the one that they stand beside, and whether shorter;
    and for each page the number of its diagonal 0, where `lines` diagonals are counted for each. `longest`: the words of
    the longest page.
    """

    words: Words
    owners: Places
    longer: Flags
    shorter: Flags
    diagonals: Places
    lines: int
    longest: int


class _Seeds(NamedTuple):
    """Places of equal runs in a page and beside it, as one number: diagonal and place in the page. A word farther on in both
    pages the number is one more. `owners`: the pages beside; `frequent`: those of runs that are too frequent to be taken."""

    keys: Places
    owners: Places
    frequent: Places


def _beside(page: Wording, others: list[Wording]) -> _Beside:
    lengths = np.array([len(other) for other in others])
    parts = [part for other in others for part in (other.words, np.zeros(1, np.uint32))]
    starts = np.cumsum(lengths + 1) - lengths - 1
    numbers, longest = np.arange(len(others)), int(lengths.max())
    lines = len(page) + longest + 2
    return _Beside(
        np.concatenate(parts),
        np.repeat(numbers, lengths + 1),
        lengths > len(page),
        lengths < len(page),
        numbers * lines + starts + longest,
        lines,
        longest,
    )


def _listed(page: Wording, width: int) -> Listed:
    """The different runs of `width` words of a page and where they stand. Made once a page."""
    if width not in page.listed:
        if width == 1:
            places = np.flatnonzero(page.words != BREAK)
            codes: NDArray[Any] = page.words[places]
        else:
            shorter = _listed(page, width - 1)
            places, codes = _longer(shorter.runs, shorter)
        order = np.argsort(codes, kind="stable")
        codes = codes[order]
        begins, counts = _stretches(codes)
        which = np.empty_like(order)
        which[order] = np.repeat(np.arange(len(begins)), counts)
        page.listed[width] = Listed(codes[begins], begins, counts, places[order], Runs(places, which))
    return page.listed[width]


def _stretches(numbers: NDArray[Any]) -> tuple[Places, Places]:
    """Where equal numbers begin, of some in order, and how many they are."""
    edges = np.ones(len(numbers) + 1, bool)
    edges[1:-1] = numbers[1:] != numbers[:-1]
    places = np.flatnonzero(edges)
    return places[:-1], places[1:] - places[:-1]


def _longer(runs: Runs, listed: Listed) -> tuple[Places, Places]:
    """Where runs of one word more stand, and a number for each: it is two of the shorter ones, a place apart."""
    first = np.flatnonzero(runs.places[1:] - runs.places[:-1] == 1)
    return runs.places[first], runs.which[first] * len(listed.codes) + runs.which[first + 1]


def _shared_words(page: Wording, words: Words) -> Runs:
    """Where words of a page stand among others. A table by their first bits tells most, the others are searched for."""
    listed = _listed(page, 1)
    table = np.zeros(1 << _BITS, np.int32)
    table[listed.codes >> _SHIFT] = np.arange(1, len(listed.codes) + 1)
    near = table[words >> _SHIFT]
    places = np.flatnonzero(near)
    codes, which = words[places], near[places].astype(np.intp) - 1
    unlike = np.flatnonzero(listed.codes[which] != codes)
    which[unlike], there = _searched(listed, codes[unlike])
    if there.all():
        return Runs(places, which)
    kept = np.ones(len(places), bool)
    kept[unlike] = there
    return Runs(places[kept], which[kept])


def _grown(page: Wording, runs: Runs, width: int) -> Runs:
    """Where runs of `width` words of a page stand, given where those do that are a word shorter."""
    places, codes = _longer(runs, _listed(page, width - 1))
    which, there = _searched(_listed(page, width), codes)
    return Runs(places[there], which[there])


def _searched(listed: Listed, codes: NDArray[Any]) -> tuple[Places, Flags]:
    """Which of the listed runs each of some is; and whether it is one."""
    if not len(listed.codes):
        return np.zeros(len(codes), np.intp), np.zeros(len(codes), bool)
    which = np.minimum(np.searchsorted(listed.codes, codes), len(listed.codes) - 1)
    return which, listed.codes[which] == codes


def _seeds(listed: Listed, runs: Runs, beside: _Beside, often: int, pages: Flags | None = None) -> _Seeds:
    """Equal runs of a page and of those beside it (of some `pages`, where given) that stand `often` times at most in the
    longer of the two."""
    owners = beside.owners[runs.places]
    if pages is not None:
        wanted = pages[owners]
        owners, runs = owners[wanted], Runs(runs.places[wanted], runs.which[wanted])
    second, which = runs
    here, there = listed.counts[which], _counts(which * len(beside.longer) + owners)
    few = ((here <= often) | beside.longer[owners]) & ((there <= often) | beside.shorter[owners])
    frequent = owners[~few]
    if len(frequent):
        which, second, here, owners = which[few], second[few], here[few], owners[few]
    begins = listed.begins[which]
    if len(here) and here.max() > 1:
        second, owners = np.repeat(second, here), np.repeat(owners, here)
        begins = np.repeat(begins - np.cumsum(here) + here, here) + np.arange(here.sum())
    first = listed.places[begins]
    return _Seeds((beside.diagonals[owners] + first - second) * beside.lines + first, owners, frequent)


def _counts(numbers: Places) -> Places:
    """For each number how often it is there."""
    if not len(numbers):
        return numbers
    if numbers.max() <= _FEW + 8 * len(numbers):
        return np.bincount(numbers)[numbers]
    order = np.argsort(numbers)
    _, times = _stretches(numbers[order])
    counts = np.empty_like(numbers)
    counts[order] = np.repeat(times, times)
    return counts


def _runs(page: Wording, others: list[Wording], least: int) -> list[list[Run]]:
    """For each of some pages the runs of words that are equal in it and `page`, where they stand beside others that are,
    or once in the longer of the two, and may be part of a passage of `least` equal words."""
    beside = _beside(page, others)
    words = _shared_words(page, beside.words)
    runs = _grown(page, words, 2)
    pairs = _seeds(_listed(page, 2), runs, beside, OFTEN)
    if not len(pairs.keys):
        return [[] for _ in others]
    some = np.zeros(len(others), bool)
    some[pairs.owners] = True
    found = [pairs.keys, pairs.keys + 1]
    if len(pairs.frequent):
        crowded = np.zeros(len(others), bool)
        crowded[pairs.frequent] = True
        triples = _seeds(_listed(page, 3), _grown(page, runs, 3), beside, OFTEN, crowded & some)
        found += [triples.keys, triples.keys + 1, triples.keys + 2]
    found.append(_seeds(_listed(page, 1), words, beside, 1, some).keys)
    keys = np.sort(np.concatenate(found))
    apart = np.flatnonzero(keys[1:] - keys[:-1] > 1)  # the same place may be there twice
    begins = keys[np.concatenate(([0], apart + 1))]
    sizes = keys[np.concatenate((apart, [len(keys) - 1]))] - begins + 1
    lines = begins // beside.lines
    at = begins - lines * beside.lines
    near = _near_enough(lines, at, sizes, least)
    lines, at, sizes = lines[near], at[near], sizes[near]
    owners = lines // beside.lines
    across = at - (lines - owners * beside.lines) + beside.longest
    rows = list(zip(at.tolist(), across.tolist(), sizes.tolist(), strict=True))
    ends = np.cumsum(np.bincount(owners, minlength=len(others))).tolist()
    return [rows[begin:end] for begin, end in pairwise([0, *ends])]


def _near_enough(lines: Places, at: Places, sizes: Places, least: int) -> Flags:
    """Which runs have others about them enough for a passage of `least` equal words.

    Runs of one passage are joined across `REACH` words of either page at most, so that neither their places nor their
    diagonals (`lines`, in order) are farther apart; and in each gap at most `REACH` words are equal. Most runs are a turn
    of phrase that stands alone.
    """
    groups = np.zeros(len(lines), np.intp)
    np.cumsum(lines[1:] - lines[:-1] > REACH, out=groups[1:])
    room = int((at + sizes).max()) + REACH + 1
    first = groups * room + at
    order = np.argsort(first)
    first, lengths = first[order], sizes[order]
    reached = np.maximum.accumulate(first + lengths)
    parts = np.zeros_like(groups)
    np.cumsum(first[1:] - reached[:-1] > REACH, out=parts[1:])
    words, runs = np.bincount(parts, lengths), np.bincount(parts)
    kept = np.empty(len(order), bool)
    kept[order] = (words + REACH * (runs - 1) >= least)[parts]
    return kept


def _chain(runs: list[Run]) -> tuple[list[float], list[int], list[int]]:
    """For each run the best chain that ends with it: its score, the run before it (-1: none), words taken off its
    beginning."""
    scores: list[float] = []
    befores: list[int] = []
    lesses: list[int] = []
    ends: list[tuple[int, int, int, int]] = []  # of each run: its two ends, its length, how far any up to it reaches
    furthest = 0
    for number, (at, other, length) in enumerate(runs):
        score, before, less = float(length), -1, 0
        last = number - 1 - BACK if number > BACK else -1
        for earlier in range(number - 1, last, -1):
            end, other_end, size, reached = ends[earlier]
            if reached + REACH < at:
                break
            gap, other_gap = at - end, other - other_end
            if gap > other_gap:
                gap, other_gap = other_gap, gap
            overlap = -gap if gap < 0 else 0
            missing = other_gap + overlap
            if missing > REACH or overlap >= length or overlap >= size:
                continue
            joined = scores[earlier] + length - overlap - COST * missing
            if joined > score:
                score, before, less = joined, earlier, overlap
        scores.append(score)
        befores.append(before)
        lesses.append(less)
        end = at + length
        furthest = max(furthest, end)
        ends.append((end, other + length, length, furthest))
    return scores, befores, lesses


def _passages(page: Wording, other: Wording, runs: list[Run], least: int) -> list[Passage]:
    """Chains from the best on, as passages; a run belongs to one passage only."""
    scores, befores, lesses = _chain(runs)
    used = [False] * len(runs)
    taken: list[Passage] = []
    for number in sorted(range(len(runs)), key=scores.__getitem__, reverse=True):
        if scores[number] < 2:
            break
        if len(taken) == PASSAGES:
            break
        if used[number]:
            continue
        chain = []
        at = number
        while at >= 0 and not used[at]:
            chain.append(at)
            used[at] = True
            at = befores[at]
        if runs[number][0] + runs[number][2] - runs[chain[-1]][0] < least:
            continue  # what is left of it is shorter than a passage may be
        passage = _passage(page, other, [runs[n] for n in reversed(chain)], [lesses[n] for n in reversed(chain)])
        longer = max(passage.end - passage.first, passage.other_end - passage.other_first)
        if passage.equal >= least and passage.equal >= EQUAL * longer and not _overlaps(passage, taken):
            taken.append(passage)
    return taken


def _overlaps(passage: Passage, taken: list[Passage]) -> bool:
    """Whether a passage reaches far (`OVERLAP`) into one of those already taken, in either page."""
    room = OVERLAP * (passage.end - passage.first)
    other_room = OVERLAP * (passage.other_end - passage.other_first)
    for first, end, other_first, other_end, _ in taken:
        if min(passage.end, end) - max(passage.first, first) > room:
            return True
        if min(passage.other_end, other_end) - max(passage.other_first, other_first) > other_room:
            return True
    return False


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
