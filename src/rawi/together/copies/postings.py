"""Postings: for each kept shingle the pages that hold it, the earliest added first; grows by appending only.

A table of slots with linear probing (Knuth, TAOCP 3, 6.4), all slots of a page looked up at once: each slot has a shingle,
how many pages hold it, and the last row that was added for it; each row points to the one before. A look-up costs the
same whatever was added before. About 44 bytes a row.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.together.copies.hashing import Hashes, Places
from rawi.together.copies.shingles import Shingles

MOST: Final = 64
"""So many pages are kept for one shingle, the earliest added: what stands in more pages than that is a formula, or has
been carried so often that the page is a copy of one of these anyway."""
_SLOTS: Final = 1 << 12  # at first
_ROWS: Final = 1 << 11  # at first
_EMPTY: Final = np.uint64(0)
_NEXT: Final = np.arange(1, 17)  # the slots that are looked at together, where the first one is another's
_FEW: Final = 64  # so few chains are followed one by one


class Found(NamedTuple):
    """What a look-up found: which of the shingles that were asked for, in which page, at which place, amid which words; and
    for each shingle that was asked for in how many pages it stands (`MOST` where it is that many or more)."""

    asked: NDArray[np.intp]
    pages: NDArray[np.int64]
    places: Places
    contexts: Hashes
    frequencies: NDArray[np.intp]


class Postings:
    """The postings in memory. Pages are numbers that rise in the order in which they are added."""

    def __init__(self) -> None:
        self._keys = np.zeros(_SLOTS, np.uint64)
        self._last = np.full(_SLOTS, -1, np.int32)
        self._counts = np.zeros(_SLOTS, np.uint8)
        self._filled = 0
        self._pages = np.empty(_ROWS, np.int32)
        self._places = np.empty(_ROWS, np.int32)
        self._contexts = np.empty(_ROWS, np.uint64)
        self._before = np.empty(_ROWS, np.int32)
        self._rows = 0

    def __len__(self) -> int:
        """So many rows."""
        return self._rows

    @property
    def size(self) -> int:
        """Bytes that they take."""
        arrays = (self._keys, self._last, self._counts, self._pages, self._places, self._contexts, self._before)
        return sum(array.nbytes for array in arrays)

    def add(self, page: int, shingles: Shingles) -> None:
        """Add a page. Nothing is added for shingles that `MOST` pages hold already."""
        if 2 * (self._filled + len(shingles)) > len(self._keys):
            self._grow_slots(len(shingles))
        slots = self._take(shingles.hashes)
        open_ = np.flatnonzero(self._counts[slots] < MOST)
        slots = slots[open_]
        first, end = self._rows, self._rows + len(open_)
        if end > len(self._pages):
            size = max(end, 2 * len(self._pages))
            for name in ("_pages", "_places", "_contexts", "_before"):
                old = getattr(self, name)
                grown = np.empty(size, old.dtype)
                grown[:first] = old[:first]
                setattr(self, name, grown)
        self._pages[first:end] = page
        self._places[first:end] = shingles.places[open_]
        self._contexts[first:end] = shingles.contexts[open_]
        self._before[first:end] = self._last[slots]
        self._last[slots] = np.arange(first, end, dtype=np.int32)
        self._counts[slots] += np.uint8(1)
        self._rows = end

    def find(self, shingles: Hashes) -> Found:
        """Where the given shingles (each once) stand: of each the `MOST` pages added first."""
        slots = self._look(_keys(shingles))
        frequencies = self._counts[slots].astype(np.intp)
        asked = np.flatnonzero(frequencies)
        rows = self._last[slots[asked]]
        every: list[NDArray[np.intp]] = []
        where: list[NDArray[np.int32]] = []
        while len(asked) > _FEW:
            every.append(asked)
            where.append(rows)
            rows = self._before[rows]
            more = rows >= 0
            asked, rows = asked[more], rows[more]
        last_asked: list[int] = []
        last_rows: list[int] = []
        left, at = asked.tolist(), rows.tolist()
        before = self._before.data
        while at:
            last_asked += left
            last_rows += at
            at = [before[row] for row in at]
            if min(at) < 0:
                left = [one for one, row in zip(left, at, strict=True) if row >= 0]
                at = [row for row in at if row >= 0]
        found = np.concatenate([*where, np.array(last_rows, np.int32)])
        return Found(
            np.concatenate([*every, np.array(last_asked, np.intp)]),
            self._pages[found].astype(np.int64),
            self._places[found],
            self._contexts[found],
            frequencies,
        )

    def _look(self, keys: Hashes) -> NDArray[np.intp]:
        """The slot of each key, or the empty one where it would be."""
        mask = len(self._keys) - 1
        slots = (keys & np.uint64(mask)).astype(np.intp)
        there = self._keys[slots]
        left = np.flatnonzero((there != keys) & (there != _EMPTY))
        while len(left):
            tried = (slots[left, None] + _NEXT) & mask
            there = self._keys[tried]
            ends = (there == keys[left, None]) | (there == _EMPTY)
            at = np.arange(len(left)), ends.argmax(axis=1)
            ended = ends[at]
            slots[left] = np.where(ended, tried[at], tried[:, -1])
            left = left[~ended]
        return slots

    def _take(self, hashes: Hashes) -> NDArray[np.intp]:
        """The slot of each shingle (each given once), made where there is none. There must be room."""
        keys = _keys(hashes)
        slots = self._look(keys)
        left = np.flatnonzero(self._keys[slots] != keys)
        while len(left):
            self._keys[slots[left]] = keys[left]  # of two that want one slot the last gets it
            lost = left[self._keys[slots[left]] != keys[left]]
            self._filled += len(left) - len(lost)
            if len(lost):
                slots[lost] = self._look(keys[lost])
            left = lost
        return slots

    def _grow_slots(self, more: int) -> None:
        size = len(self._keys)
        while 2 * (self._filled + more) > size:
            size *= 2
        old, last, counts = self._keys, self._last, self._counts
        used = np.flatnonzero(old != _EMPTY)
        self._keys, self._last = np.zeros(size, np.uint64), np.full(size, -1, np.int32)
        self._counts, self._filled = np.zeros(size, np.uint8), 0
        slots = self._take(old[used])
        self._last[slots], self._counts[slots] = last[used], counts[used]


def _keys(hashes: Hashes) -> Hashes:
    """Shingles as keys of slots: none is the number of an empty one."""
    return np.where(hashes == _EMPTY, np.uint64(1), hashes)
