"""Postings: for each kept shingle the pages that hold it, the earliest added first; grows by appending only.

The rows `(shingle, page, place, context)` lie in *runs*, each sorted by shingle, and the last ones unsorted in a small heap. A
full heap becomes a run, and two neighbouring runs of about one size become one (a log-structured merge tree),
so that adding costs O(log n) a row in all and a look-up is one binary search in each of O(log n) runs. 24 bytes a row.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.together.copies.hashing import Hashes
from rawi.together.copies.wording import Numbers

MOST: Final = 64
"""So many pages are kept for one shingle, the earliest added: what stands in more pages than that is a formula, or has
been carried so often that the page is a copy of one of these anyway."""
_HEAP: Final = 1 << 11  # rows in the heap before it becomes a run


class Rows(NamedTuple):
    """Postings in four columns of one length. A store keeps them as they are: they are never altered later.

    `contexts`: the words around the shingle (`hashing.contexts`).
    """

    shingles: Hashes
    pages: Numbers
    places: Numbers
    contexts: Hashes

    def __len__(self) -> int:
        return len(self.shingles)

    def take(self, rows: NDArray[np.intp]) -> Rows:
        """Some of the rows."""
        return Rows(self.shingles[rows], self.pages[rows], self.places[rows], self.contexts[rows])


class Found(NamedTuple):
    """What a look-up found: which of the shingles that were asked for, in which page, at which place, amid which words; and
    for each shingle that was asked for in how many pages it stands (`MOST` where it is that many or more)."""

    asked: NDArray[np.intp]
    pages: Numbers
    places: Numbers
    contexts: Hashes
    frequencies: NDArray[np.intp]


EMPTY: Final = Rows(np.empty(0, np.uint64), np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.uint64))


def joined(rows: list[Rows]) -> Rows:
    """Rows one after the other."""
    return Rows(*(np.concatenate([one[column] for one in rows]) for column in range(4))) if rows else EMPTY


class Postings:
    """The postings in memory. Pages are numbers that rise in the order in which they are added."""

    def __init__(self) -> None:
        self._runs: list[Rows] = []
        self._heap: Rows = EMPTY

    def __len__(self) -> int:
        """So many rows."""
        return sum(map(len, self._runs)) + len(self._heap)

    @property
    def size(self) -> int:
        """Bytes of the runs."""
        return sum(column.nbytes for run in self._runs for column in run)

    def add(self, rows: Rows) -> None:
        """Add the rows of one page, or of many in the order of their pages."""
        self._heap = joined([self._heap, rows])
        if len(self._heap) < _HEAP:
            return
        self._runs.append(_sorted(self._heap))
        self._heap = EMPTY
        while len(self._runs) > 1 and 2 * len(self._runs[-1]) >= len(self._runs[-2]):
            last, before = self._runs.pop(), self._runs.pop()
            self._runs.append(_sorted(joined([before, last])))

    def find(self, shingles: Hashes) -> Found:
        """Where the given shingles (sorted, each once) stand: of each the `MOST` pages added first.

        O(log n) for each shingle, and at most `MOST` rows in each run.
        """
        asked: list[NDArray[np.intp]] = []
        found: list[Rows] = []
        frequencies = np.zeros(len(shingles), np.intp)
        for run in self._runs:
            low = np.searchsorted(run.shingles, shingles)
            here = np.flatnonzero(run.shingles[np.minimum(low, len(run) - 1)] == shingles)
            if not len(here):
                continue
            low = low[here]
            room = np.minimum(np.searchsorted(run.shingles, shingles[here], "right") - low, MOST - frequencies[here])
            frequencies[here] += room
            rows = np.repeat(low - np.cumsum(room) + room, room) + np.arange(room.sum())
            asked.append(np.repeat(here, room))
            found.append(run.take(rows))
        if len(self._heap) and len(shingles):
            near = np.minimum(np.searchsorted(shingles, self._heap.shingles), len(shingles) - 1)
            rows = np.flatnonzero(shingles[near] == self._heap.shingles)
            rows = rows[np.argsort(near[rows], kind="stable")]
            rows = rows[_within(near[rows]) + frequencies[near[rows]] < MOST]
            if len(rows):
                asked.append(near[rows])
                found.append(self._heap.take(rows))
                frequencies += np.bincount(near[rows], minlength=len(shingles))
        _, pages, places, contexts = joined(found)
        return Found(np.concatenate([*asked, np.empty(0, np.intp)]), pages, places, contexts, frequencies)


def _within(values: NDArray[np.intp] | Hashes) -> NDArray[np.intp]:
    """For each of some sorted values, how many equal ones stand before it."""
    places = np.arange(len(values))
    if not len(values):
        return places
    begins = np.concatenate(([True], values[1:] != values[:-1]))
    return places - np.maximum.accumulate(np.where(begins, places, 0))


def _sorted(rows: Rows) -> Rows:
    """Rows sorted by shingle, those of one shingle in the order of their pages, at most `MOST` of them."""
    order = np.argsort(rows.shingles, kind="stable")
    return rows.take(order[_within(rows.shingles[order]) < MOST])
